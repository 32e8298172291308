// The run as CZML, for Cesium and STK. What a centre believed, or, if the reader asked, what was so. Paths go out as the
// keyframes that they are: Cesium's own Hermite interpolation of position and velocity gives the same curve.
import type { Asset, Sensor } from "./contract";
import { deg } from "./geodesy";
import type { Knowledge, KnownTrack } from "./knowledge";
import type { Path } from "./path";
import type { Run } from "./run";
import { isSatellite } from "./sensor_place";

export interface Eyes {
  readonly centre: string;
  readonly truth: boolean;
}
type Packet = Readonly<Record<string, unknown>>;
type Colour = readonly [number, number, number, number];

// Okabe-Ito: told apart with any eyes.
const colours = {
  track: [230, 159, 0, 255],
  predicted: [240, 228, 66, 255],
  truth: [213, 94, 0, 255],
  sensor: [86, 180, 233, 255],
  asset: [0, 158, 115, 255],
} as const satisfies Readonly<Record<string, Colour>>;

export function czmlText(run: Run, eyes: Eyes): string {
  return JSON.stringify(czml(run, eyes));
}

export function czml(run: Run, { centre, truth }: Eyes): Packet[] {
  const known = run.knowledge(centre);
  const time = new Iso(run.page.about.epoch_utc);
  return [
    head(run, centre, truth, time),
    ...known.sensors.map((sensor) => sensorPacket(sensor, time)),
    ...known.assets.flatMap(assetPackets),
    ...known.tracks.flatMap((track) => trackPackets(known, track, time)),
    ...(truth ? objectPackets(run, time) : []),
  ];
}

/** Instants as CZML writes them; runs are short, so no leap second lies between. */
class Iso {
  readonly epoch: string;
  readonly #epoch_ms: number;
  constructor(epoch_utc: string) {
    this.epoch = epoch_utc;
    this.#epoch_ms = Date.parse(epoch_utc);
  }
  at(t_s: number): string {
    const whole_s = Math.floor(t_s);
    const fraction = Math.min(999_999_999, Math.round((t_s - whole_s) * 1e9));
    const second = new Date(this.#epoch_ms + 1000 * whole_s).toISOString().slice(0, 19);
    return `${second}.${String(fraction).padStart(9, "0")}Z`;
  }
  interval(begin_s: number, end_s: number): string {
    return `${this.at(begin_s)}/${this.at(end_s)}`;
  }
}

function head(run: Run, centre: string, truth: boolean, time: Iso): Packet {
  const { title, scenario, scenario_hash, seed, program_version, disclaimer } = run.page.about;
  const who = truth ? `what ${centre} knew and what was true` : `what ${centre} knew`;
  const made = `scenario ${scenario}, hash ${scenario_hash}, seed ${seed}, Dewline ${program_version}`;
  return {
    id: "document",
    version: "1.0",
    name: `${title} (${disclaimer})`,
    description: `${disclaimer}; ${who}; ${made}`,
    clock: {
      interval: time.interval(run.begin_s, run.end_s),
      currentTime: time.at(run.begin_s),
      multiplier: 10,
      range: "CLAMPED",
      step: "SYSTEM_CLOCK_MULTIPLIER",
    },
  };
}

const note = "simulation, not real-world data";

function sensorPacket(sensor: Sensor, time: Iso): Packet {
  const { id, kind, lat_rad, lon_rad, h_m, places } = sensor;
  const place = isSatellite(sensor)
    ? { epoch: time.at(0), cartesian: places.flat(), referenceFrame: "FIXED" }
    : { cartographicDegrees: [lon_rad / deg, lat_rad / deg, h_m] };
  return {
    id: `sensor:${id}`,
    name: id,
    description: `${kind}; ${note}`,
    position: place,
    ...marked(id, colours.sensor),
  };
}

function assetPackets({ id, outlines_deg }: Asset): Packet[] {
  return outlines_deg.map((ring, i) => ({
    id: `asset:${id}/${i}`,
    name: id,
    description: `guarded region; ${note}`,
    polyline: line(
      { cartographicDegrees: ring.flatMap(([lon = 0, lat = 0]) => [lon, lat, 0]) },
      colours.asset,
      true,
    ),
  }));
}

function trackPackets(known: Knowledge, track: KnownTrack, time: Iso): Packet[] {
  const path = known.path(track.id);
  if (!path || path.n < 2) return [];
  const believed: Packet = {
    id: `track:${track.id}`,
    name: track.label,
    description: `${track.label} as ${known.centre} believed it; ${note}`,
    availability: time.interval(path.begin_s, path.end_s),
    position: positions(path, time),
    path: trail(colours.track, path),
    ...marked(track.label, colours.track),
  };
  return [believed, ...arcPackets(known, track, time)];
}

/** Each prediction while it was in force. */
function arcPackets(known: Knowledge, track: KnownTrack, time: Iso): Packet[] {
  return track.arcs.flatMap(({ id, known_s, end_s }) => {
    const path = known.arc(track.id, known_s)?.path;
    const points = path?.trail(path.begin_s, path.end_s).flatMap((part) => [...part]);
    if (!points || !(known_s < end_s)) return [];
    return {
      id: `arc:${id}`,
      name: `${track.label}, predicted`,
      description: `where ${known.centre} expected ${track.label} to fly; ${note}`,
      availability: time.interval(known_s, end_s),
      polyline: line({ cartesian: points }, colours.predicted, false),
    };
  });
}

function objectPackets(run: Run, time: Iso): Packet[] {
  return run.truth.objects.flatMap(({ id, kind }) => {
    const path = run.truth.path(id);
    if (!path || path.n < 2) return [];
    return {
      id: `object:${id}`,
      name: id,
      description: `${kind}; true path; ${note}`,
      availability: time.interval(path.begin_s, path.end_s),
      position: positions(path, time),
      path: trail(colours.truth, path),
      ...marked(id, colours.truth),
    };
  });
}

/** Keyframes, one interval for each stretch without a jump. */
function positions(path: Path, time: Iso): Packet[] {
  const hermite = { epoch: time.epoch, interpolationAlgorithm: "HERMITE", interpolationDegree: 3 };
  return path.stretches().map(([first, last]) => ({
    interval: time.interval(path.time(first), path.time(last)),
    referenceFrame: "FIXED",
    cartesianVelocity: [...path.rows.subarray(first * 7, (last + 1) * 7)],
    ...hermite,
  }));
}

function marked(text: string, rgba: Colour): Packet {
  return {
    point: { pixelSize: 8, color: { rgba }, outlineColor: { rgba: [0, 0, 0, 255] }, outlineWidth: 1 },
    label: { text, font: "13px sans-serif", fillColor: { rgba }, pixelOffset: { cartesian2: [10, -10] } },
  };
}
function trail(rgba: Colour, path: Path): Packet {
  const trailTime = path.end_s - path.begin_s;
  return { leadTime: 0, trailTime, resolution: 10, width: 2, material: { solidColor: { color: { rgba } } } };
}
function line(positions: Packet, rgba: Colour, clampToGround: boolean): Packet {
  const arcType = clampToGround ? "GEODESIC" : "NONE";
  return { positions, width: 2, arcType, clampToGround, material: { solidColor: { color: { rgba } } } };
}
