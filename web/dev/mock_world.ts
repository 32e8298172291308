// Names, columns and the one radar of the mock run.
import type { Sensor } from "../src/model/contract";
import { deg } from "../src/model/geodesy";

export const history_columns = [
  ...["known_s", "t_s", "sigma_m", "impact_lat_rad", "impact_lon_rad"],
  ...["impact_when_s", "impact_major_m", "impact_minor_m", "impact_az_rad"],
];
export const detection_columns = [
  ...["known_s", "t_s", "range_m", "az_rad", "el_rad", "snr_db", "track", "lat_rad", "lon_rad", "h_m"],
];

export const radar: Sensor = {
  id: "north-radar",
  kind: "radar",
  symbol: "radar",
  reports_to: ["north"],
  lat_rad: 68.1 * deg,
  lon_rad: 33.9 * deg,
  h_m: 200,
  revisit_s: 10,
  faces: [
    {
      az_start_rad: 265 * deg,
      az_width_rad: 110 * deg,
      el_min_rad: 3 * deg,
      el_max_rad: 45 * deg,
      fence_min_rad: 3 * deg,
      fence_max_rad: 8 * deg,
      range_min_m: 100e3,
      range_max_m: 6000e3,
      reference_range_m: 4000e3,
    },
  ],
  places: [],
};

/** Its id is a name that no panel may show before the reader asks. */
export const object = "mock-arc";
