// What every view shares: a canvas with lines, symbols and names over a ground that each kind makes in its own way; the
// camera, the pointer, picking and pictures.
import type { Camera, Scene } from "../model/scene";
import { areaFont, areaNames, paintAreaNames } from "./area_names";
import { coloursOf, type Colours } from "./colours";
import type { Box } from "./declutter";
import { extentOf, frameOf, spanOf, turned, type Turn } from "./framing";
import { followKeys } from "./map_keys";
import { boxOf, labelsOf, markAt, most_labels, pictureOf, type Label, type Mark } from "./marks";
import { paintLines, type Ctx } from "./paint_lines";
import { fontOf, marksOf, paintLabels, paintMarks, paintStalks } from "./paint_points";
import { paintImpacts, paintNorth } from "./paint_signs";
import { followPointer, type Moves } from "./pointer";
import { dragged, type Projection, type Size } from "./projection2d";
import { loadSheet, type Sheet } from "./symbols";
import type { View, ViewKind, ViewOptions } from "./view";

const farthest_rad = { globe: Math.PI, "globe-2d": Math.PI, polar: 2.2, flat: 2.2 } as const;
const nearest_rad = 0.004;

export interface Shown {
  readonly scene: Scene;
  readonly options: ViewOptions;
}

export abstract class MapView implements View {
  abstract readonly kind: ViewKind;
  protected readonly canvas = newCanvas();
  protected readonly ctx: Ctx = context(this.canvas);
  protected looking: Camera = { lat_rad: 1.1, lon_rad: 0, span_rad: 0.9 };
  protected readonly turn: Turn = { heading_rad: 0, tilt_rad: 0 };
  protected shown: Shown | null = null;
  private readonly host: HTMLElement;
  private marks: Mark[] = [];
  private sheet: Sheet | null = null;
  private frame = 0; // asked of the browser; 0: none
  private readonly unfollow: readonly (() => void)[];

  constructor(host: HTMLElement) {
    this.host = host;
    host.append(this.canvas);
    const moves: Moves = {
      drag: (dx, dy) => this.look(dragged(this.camera(), this.projection(), this.tilt(), dx, dy)),
      turn: (dx, dy) => this.turnBy(dx, dy),
      zoom: (factor) => this.zoom(factor),
    };
    this.unfollow = [
      followPointer(this.canvas, moves),
      followKeys(host, { ...moves, upright: () => this.upright() }),
    ];
    void loadSheet().then((sheet) => {
      this.sheet = sheet;
      this.soon();
    });
  }

  /** Where things lie in the picture as it is looked at now. */
  protected abstract projection(): Projection;
  /** Paints all that lies under lines and symbols. */
  protected abstract paintGround(view: Projection, shown: Shown, colours: Colours): void;

  draw(scene: Scene, options: ViewOptions): void {
    this.shown = { scene, options };
    if (fits(this.canvas, this.size())) this.paint();
    else this.resize(); // and paints at the next frame: the page has just been laid out anew in this one
  }
  look(camera: Camera): void {
    const span_rad = Math.min(farthest_rad[this.kind], Math.max(nearest_rad, camera.span_rad));
    this.looking = { lat_rad: camera.lat_rad, lon_rad: camera.lon_rad, span_rad };
    this.soon();
  }
  camera(): Camera {
    return this.looking;
  }
  resize(): void {
    if (fitCanvas(this.canvas, this.size())) this.soon();
  }
  pick(x: number, y: number): string | null {
    return markAt(this.marks, x, y)?.point.id ?? null;
  }
  png(): Promise<Blob> {
    this.paint();
    return blobOf(this.canvas);
  }
  async idle(): Promise<void> {
    this.sheet = await loadSheet();
    if (this.frame !== 0) this.paint();
  }
  dispose(): void {
    cancelAnimationFrame(this.frame);
    for (const stop of this.unfollow) stop();
    this.canvas.remove();
    this.shown = null;
  }

  /** At the next frame, once. */
  protected soon(): void {
    if (this.shown && this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }
  protected size(): Size {
    return { w: Math.max(1, this.host.clientWidth), h: Math.max(1, this.host.clientHeight) };
  }
  private tilt(): number {
    return this.slanted() ? frameOf(this.looking, this.turn).tilt_rad : 0;
  }
  private slanted(): boolean {
    return this.kind === "globe" || this.kind === "globe-2d";
  }
  private turnBy(dx: number, dy: number): void {
    turned(this.turn, this.tilt(), dx, dy);
    this.soon();
  }
  private upright(): void {
    Object.assign(this.turn, { heading_rad: 0, tilt_rad: 0 } satisfies Turn);
    this.soon();
  }
  private zoom(factor: number): void {
    const camera = this.camera();
    const globe_rad = (): number => spanOf(extentOf(camera.span_rad) / factor);
    this.look({ ...camera, span_rad: this.slanted() ? globe_rad() : camera.span_rad / factor });
  }

  protected paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.shown) return;
    const { scene, options } = this.shown;
    const view = this.projection();
    const colours = coloursOf(options.theme);
    this.paintGround(view, this.shown, colours);
    paintLines(this.ctx, view, scene.lines, colours);
    paintImpacts(this.ctx, view, scene.ellipses, colours);
    paintNorth(this.ctx, view, this.size(), colours, options.covered);
    this.marks = marksOf(scene.points, view, this.size(), options.plain_symbols, colours.symbols);
    paintStalks(this.ctx, view, this.marks, colours);
    paintMarks(this.ctx, this.marks, colours, options.plain_symbols ? null : this.sheet);
    if (options.layers.labels) this.paintNames(view, this.shown, colours);
  }
  private paintNames(view: Projection, { scene, options }: Shown, colours: Colours): void {
    const covered = options.covered ?? [];
    this.ctx.font = fontOf(colours, true);
    const width = (text: string): number => this.ctx.measureText(text).width;
    const labels = labelsOf(this.marks, this.size(), colours.text_px, width, covered);
    paintLabels(this.ctx, labels, colours);
    if (scene.areas.length === 0) return;
    areaFont(this.ctx, colours);
    const measure = (text: string) => ({ w: width(text), h: 1.4 * colours.text_px });
    const taken = [...covered, ...this.standing(labels)];
    paintAreaNames(this.ctx, areaNames(scene.areas, view, pictureOf(this.size()), taken, measure), colours);
  }
  /** What a name of an area must not cover; a crowd leaves no room to care for. */
  private standing(labels: readonly Label[]): Box[] {
    return this.marks.length > most_labels ? [] : [...this.marks.map(boxOf), ...labels.map(({ box }) => box)];
  }
}

export function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;display:block";
  return canvas;
}

/** As many pixels as the screen has, at most two a side for each of CSS. A canvas that fits keeps its picture: false. */
export function fitCanvas(canvas: HTMLCanvasElement, size: Size): boolean {
  if (fits(canvas, size)) return false;
  Object.assign(canvas, pixelsOf(size));
  return true;
}
function fits(canvas: HTMLCanvasElement, size: Size): boolean {
  const { width, height } = pixelsOf(size);
  return canvas.width === width && canvas.height === height;
}
function pixelsOf({ w, h }: Size): { width: number; height: number } {
  const ratio = Math.min(2, devicePixelRatio);
  return { width: Math.max(1, Math.round(w * ratio)), height: Math.max(1, Math.round(h * ratio)) };
}

/** Painted by the processor: without a graphics card that is nine times as fast, and images are not lost. */
export function context(canvas: HTMLCanvasElement): Ctx {
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  if (!ctx) throw new Error("this browser gives no 2-D canvas");
  return ctx;
}

export function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the canvas gave no picture")))),
  );
}
