// What there is to draw at t: what a centre believed, and, if the reader asked, what was so.
import type { Asset, Sensor } from "./contract";
import { ellipseRing, placeAt, rotation_rad, toEarthFixed } from "./geodesy";
import type { KnownDetection, KnownTrack, Knowledge, PredictedImpact } from "./knowledge";
import type { Path } from "./path";
import type { Run } from "./run";
import { sensorPlace } from "./sensor_place";
import type { Layers, Look, Scene, SceneArea, SceneEllipse, SceneFan, SceneLine, ScenePoint } from "./scene";

export interface SceneOptions {
  readonly t_s: number;
  readonly centre: string;
  readonly truth: boolean;
  readonly selected: string; // "track:moscow/3", "object:x", "sensor:y", ""
  readonly layers: Layers;
}

/** Impact ellipses are drawn so large: the impact lies inside with 86 %, if the estimate is consistent. */
export const drawn_sigmas = 2;
/** So many earlier predictions stay on the map, fading, while one track is looked at. */
const past_ellipses = 6;
/** Of more tracks than these only the selected one shows its earlier predictions. */
const few_tracks = 2;
/** A detection's line stays for so many revisits after it became known. */
const evidence_revisits = 1.5;
/** In a crowd only the last stretch flown is drawn, so that the picture stays readable and cheap. */
const crowd = 60;
const crowd_trail_s = 300;
/** How far apart the points of a line are: of what is selected, of a few, of a crowd. */
const step_s = { selected: 10, few: 30, crowd: 60 } as const;

export function buildScene(run: Run, options: SceneOptions): Scene {
  const known = run.knowledge(options.centre);
  const live = known.liveTracks(options.t_s);
  const turned = { t_s: options.t_s, rotation_rad: rotation_rad(run.page.earth, options.t_s) };
  const scene: Scene = { ...turned, points: [], lines: [], ellipses: [], fans: [], areas: [] };
  if (options.layers.areas) scene.areas = known.assets.map(areaOf);
  const doing = new Map(known.sensors.map((s) => [s.id, known.sensorNow(s, options.t_s).doing]));
  addSensors(scene, known.sensors, doing, options);
  if (options.truth) addTruth(scene, run, options);
  for (const track of live) addTrack(scene, known, track, live.length, options);
  if (options.layers.evidence) addEvidence(scene, known, options);
  return scene;
}

function areaOf(asset: Asset): SceneArea {
  return { id: `asset:${asset.id}`, label: asset.id, outlines_deg: asset.outlines_deg };
}

function addSensors(
  scene: Scene,
  sensors: readonly Sensor[],
  doing: ReadonlyMap<string, string>,
  { t_s, selected, layers }: SceneOptions,
): void {
  for (const sensor of sensors) {
    const id = `sensor:${sensor.id}`;
    const place = { label: sensor.id, p_m: sensorPlace(sensor, t_s), symbol: sensor.symbol };
    scene.points.push({ id, ...place, look: "sensor", selected: selected === id });
    const active = doing.get(sensor.id) === "holding";
    if (layers.fans) scene.fans.push(...fansOf(sensor, active, selected === id));
  }
}

function fansOf(sensor: Sensor, active: boolean, selected: boolean): SceneFan[] {
  const { lat_rad, lon_rad, h_m } = sensor;
  return sensor.faces.map(({ az_start_rad, az_width_rad, el_min_rad, el_max_rad, range_max_m }, i) => {
    const sector = { az_start_rad, az_width_rad, el_min_rad, el_max_rad, range_m: range_max_m };
    return { id: `sensor:${sensor.id}/${i}`, lat_rad, lon_rad, h_m, ...sector, active, selected };
  });
}

function addTrack(
  scene: Scene,
  known: Knowledge,
  track: KnownTrack,
  num_live: number,
  { t_s, selected, layers }: SceneOptions,
): void {
  const id = `track:${track.id}`;
  const path = known.path(track.id);
  const look = lookOf(known.status(track.id, t_s));
  const p_m = path?.position(t_s);
  if (!path || !p_m) return;
  const chosen = selected === id;
  scene.points.push({ id, label: track.label, p_m, symbol: "unknown", look, selected: chosen });
  if (layers.trails) {
    const stretch = flownStretch(track.begin_s, t_s, num_live > crowd && !chosen);
    scene.lines.push(...wayOf(`${id}/flown`, path, stretch, look, chosen));
  }
  addPrediction(scene, known, track, look, { t_s, chosen, layers });
  if (layers.ellipses)
    addEllipses(scene, known, track, { t_s, chosen, past: chosen || num_live <= few_tracks });
}

/** The predicted arc from now to its end. */
function addPrediction(
  scene: Scene,
  known: Knowledge,
  track: KnownTrack,
  look: Look,
  { t_s, chosen, layers }: { t_s: number; chosen: boolean; layers: Layers },
): void {
  const id = `track:${track.id}`;
  const prediction = known.arc(track.id, t_s)?.path;
  if (prediction && layers.trails)
    scene.lines.push(
      ...linesOf(
        `${id}/predicted`,
        "predicted",
        prediction,
        { from_s: t_s, to_s: Infinity, step_s: step_s.few },
        look,
        chosen,
      ),
    );
}

/** Where it may come down, and where it was thought to before. */
function addEllipses(
  scene: Scene,
  known: Knowledge,
  track: KnownTrack,
  { t_s, chosen, past }: { t_s: number; chosen: boolean; past: boolean },
): void {
  const id = `track:${track.id}`;
  const now = known.estimate(track.id, t_s);
  const before = past && now?.impact ? known.pastImpacts(track.id, t_s, past_ellipses) : [];
  const last = before.length;
  before.forEach((place, i) =>
    scene.ellipses.push(ellipseOf(`${id}/past/${i}`, place, "past", (i + 1) / (last + 1), false)),
  );
  if (now?.region) scene.ellipses.push(ellipseOf(`${id}/region`, now.region, "region", 1, chosen));
  if (now?.impact) scene.ellipses.push(ellipseOf(`${id}/impact`, now.impact, "impact", 1, chosen));
}
function ellipseOf(
  id: string,
  { lat_rad, lon_rad, major_m, minor_m, az_rad }: PredictedImpact,
  kind: SceneEllipse["kind"],
  fade: number,
  selected: boolean,
): SceneEllipse {
  const axes = { major_m: drawn_sigmas * major_m, minor_m: drawn_sigmas * minor_m, az_rad };
  return { id, kind, fade, lat_rad, lon_rad, ...axes, selected };
}

/** From each sensor to what it reported lately; a track's lines go with its selection. */
function addEvidence(scene: Scene, known: Knowledge, { t_s, centre, selected }: SceneOptions): void {
  for (const sensor of known.sensors) {
    const from_s = t_s - evidence_revisits * sensor.revisit_s;
    const latest = new Map<string, KnownDetection>();
    known
      .detections(from_s, t_s, sensor.id)
      .forEach((d, i) => latest.set(d.track > 0 ? `${d.track}` : `0/${i}`, d));
    for (const [key, detection] of latest) {
      const track = `track:${centre}/${detection.track}`;
      const chosen = selected === track || selected === `sensor:${sensor.id}`;
      scene.lines.push(evidenceLine(sensor, detection, `sensor:${sensor.id}>${key}`, chosen));
    }
  }
}

function evidenceLine(sensor: Sensor, seen: KnownDetection, id: string, selected: boolean): SceneLine {
  const there = Number.isFinite(seen.range_m) ? placeAt(sensor, seen) : toEarthFixed(seen); // a line of sight: to the ground
  const ends = Float32Array.from([...sensorPlace(sensor, seen.t_s), ...there]);
  return { id, kind: "evidence", points_m: ends, look: seen.track > 0 ? "confirmed" : "tentative", selected };
}

function addTruth(scene: Scene, run: Run, { t_s, selected, layers }: SceneOptions): void {
  const crowded = run.truth.objects.length > crowd;
  for (const object of run.truth.objects) {
    const id = `object:${object.id}`;
    const path = run.truth.path(object.id);
    if (!path) continue;
    const chosen = selected === id;
    const p_m = path.position(t_s);
    const seen: Pick<ScenePoint, "label" | "symbol" | "look"> = {
      label: object.id,
      symbol: object.symbol,
      look: "truth",
    };
    if (p_m) scene.points.push({ id, ...seen, p_m, selected: chosen });
    if (!layers.trails || t_s < path.begin_s) continue;
    const stretch = flownStretch(path.begin_s, t_s, crowded && !chosen);
    scene.lines.push(...linesOf(`${id}/path`, "true-path", path, stretch, p_m ? "truth" : "ended", chosen));
  }
}

interface Stretch {
  readonly from_s: number;
  readonly to_s: number;
  readonly step_s: number;
}
function flownStretch(begin_s: number, t_s: number, crowded: boolean): Stretch {
  if (crowded) return { from_s: t_s - crowd_trail_s, to_s: t_s, step_s: step_s.crowd };
  return { from_s: begin_s, to_s: t_s, step_s: step_s.few };
}

function linesOf(
  id: string,
  kind: SceneLine["kind"],
  path: Path,
  stretch: Stretch,
  look: Look,
  selected: boolean,
): SceneLine[] {
  const apart_s = selected ? step_s.selected : stretch.step_s;
  return path.trail(stretch.from_s, stretch.to_s, apart_s).map((points_m, i) => {
    return { id: i === 0 ? id : `${id}/${i}`, kind, points_m, look, selected };
  });
}

/** All that was flown in one line, also through the jumps that each new measurement makes: a track is one thing. */
function wayOf(id: string, path: Path, stretch: Stretch, look: Look, selected: boolean): SceneLine[] {
  const apart_s = selected ? step_s.selected : stretch.step_s;
  const points_m = joined(path.trail(stretch.from_s, stretch.to_s, apart_s));
  return points_m.length > 3 ? [{ id, kind: "flown", points_m, look, selected }] : [];
}
function joined(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function lookOf(status: string): Look {
  return status === "confirmed" || status === "coasting" ? status : "tentative";
}

/** The outline of an ellipse of the scene, [lon, lat] in degrees. */
export function ellipseOutline(ellipse: SceneEllipse, n = 72): [number, number][] {
  return ellipseRing(ellipse, ellipse.major_m, ellipse.minor_m, ellipse.az_rad, n);
}
