// A made-up hour with 500 things in the air, as a scenario file: 300 aircraft on their ways, 150 long arcs, 50 short ones.
// The places are spread by fixed steps of the golden ratio: no luck in it, and no two alike.
const golden = (Math.sqrt(5) - 1) / 2;
/** The k-th of a row of numbers that fill 0 to 1 evenly, with its own start. */
const spread = (k, start) => (k * golden + start) % 1;
const between = (u, low, high) => low + u * (high - low);
const place = (lat, lon) => `lat: ${lat.toFixed(3)} deg, lon: ${lon.toFixed(3)} deg`;

/** An aircraft: an hour along four legs with turns, over the North Atlantic and Europe. */
function aircraft(k) {
  const height = `height: ${between(spread(k, 0.4), 9, 12).toFixed(2)} km`;
  let [lat, lon] = [between(spread(k, 0.1), 45, 72), between(spread(k * 7, 0.2), -30, 60)];
  const heading = between(spread(k * 3, 0.3), 0, 2 * Math.PI);
  const points = [`{${place(lat, lon)}, ${height}, time: 0 s}`];
  for (let leg = 1; leg <= 4; ++leg) {
    const turned = heading + 0.7 * Math.sin(leg + k);
    lat += 1.7 * Math.cos(turned);
    lon += (1.7 * Math.sin(turned)) / Math.cos((lat * Math.PI) / 180);
    points.push(`{${place(lat, lon)}, ${height}, time: ${leg * 900} s}`);
  }
  return `  aircraft-${k}: {kind: aircraft, rcs: 40 m2, launch: {time: 0 s}, waypoints: [${points.join(", ")}]}`;
}

/** A ballistic arc: a long one stays up for most of the hour. */
function arc(name, k, range_km, apogee_km) {
  const launch = `${place(between(spread(k, 0.6), 30, 75), between(spread(k * 5, 0.7), -180, 180))}`;
  return `  ${name}-${k}: {launch: {${launch}, time: ${Math.round(1200 * spread(k, 0.9))} s}, arc: {azimuth: ${Math.round(
    360 * spread(k * 3, 0.8),
  )} deg, range: ${range_km} km, apogee: ${apogee_km} km}, rcs: {any: 1 m2}}`;
}

export const num_objects = 500;
export function crowd() {
  const objects = [];
  for (let k = 1; k <= 300; ++k) objects.push(aircraft(k));
  for (let k = 1; k <= 150; ++k) objects.push(arc("long-arc", k, 9000 + 20 * k, 4000 + 10 * k));
  for (let k = 1; k <= 50; ++k) objects.push(arc("short-arc", k, 600 + 20 * k, 200 + 5 * k));
  return `dewline: 1
title: A made-up hour with 500 things in the air
question: Does the page stay quick?
epoch: 2026-03-20T12:00:00Z
duration: 60 min
objects:
${objects.join("\n")}
sensors:
  north-coast: {type: coastal-radar, reports_to: centre, at: {lat: 62 deg, lon: 5 deg}, faces: [{boresight: 0 deg}]}
  far-north: {type: dnepr-like, reports_to: centre, at: {lat: 68 deg, lon: 34 deg}, faces: [{boresight: 310 deg}]}
centres:
  centre: {rules: watch}
assets:
  home: {of: centre, lat: 60 deg, lon: 30 deg, radius: 400 km}
rules:
  watch:
    states: {quiet: nothing pending, launch-alert: a launch has been called}
    raise: {launch-alert: radar.launch_call}
    withdraw: {launch-alert: impact_in_asset < 0.01 for 60 s}
`;
}
