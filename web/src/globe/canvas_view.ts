// A view on a 2-D canvas: the globe from far away, the polar map and the flat map. What stays while the clock runs (sea,
// land, graticule) is painted once and kept until the camera, the theme or the size changes.
import type { Camera, Scene } from "../model/scene";
import { coloursOf, type Colours } from "./colours";
import { extentOf, frameOf, spanOf, turned, type Turn } from "./framing";
import { labelsOf, markAt, type Mark } from "./marks";
import { paintAreas, paintEarth, paintEllipses, paintFans } from "./paint_ground";
import { paintLines, type Ctx } from "./paint_lines";
import { fontOf, marksOf, paintLabels, paintMarks, paintStalks } from "./paint_points";
import { followPointer } from "./pointer";
import { dragged, flat, orthographic, polar, type Projection, type Size } from "./projection2d";
import { loadSheet, type Sheet } from "./symbols";
import type { View, ViewKind, ViewOptions } from "./view";

type FlatKind = Exclude<ViewKind, "globe">;
const farthest_rad = { "globe-2d": Math.PI, polar: 2.2, flat: 2.2 } as const;
const nearest_rad = 0.004;

export class CanvasView implements View {
  readonly kind: FlatKind;
  private readonly canvas = document.createElement("canvas");
  private readonly ctx: Ctx;
  private readonly ground = document.createElement("canvas");
  private ground_is = ""; // what the kept ground shows
  private looking: Camera = { lat_rad: 1.1, lon_rad: 0, span_rad: 0.9 };
  private readonly turn: Turn = { heading_rad: 0, tilt_rad: 0 };
  private shown: { scene: Scene; options: ViewOptions } | null = null;
  private marks: Mark[] = [];
  private sheet: Sheet | null = null;
  private frame = 0; // asked of the browser; 0: none
  private readonly unfollow: () => void;

  constructor(kind: FlatKind, host: HTMLElement) {
    this.kind = kind;
    this.ctx = context(this.canvas);
    this.canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;display:block";
    host.append(this.canvas);
    this.unfollow = followPointer(this.canvas, {
      drag: (dx, dy) => this.look(dragged(this.looking, this.projection(), this.tilt(), dx, dy)),
      turn: (dx, dy) => this.turnBy(dx, dy),
      zoom: (factor) => this.zoom(factor),
    });
    void loadSheet().then((sheet) => {
      this.sheet = sheet;
      this.soon();
    });
    this.resize();
  }

  draw(scene: Scene, options: ViewOptions): void {
    this.shown = { scene, options };
    this.paint();
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
    const ratio = Math.min(2, devicePixelRatio);
    const { w, h } = this.size();
    for (const canvas of [this.canvas, this.ground]) {
      canvas.width = Math.max(1, Math.round(w * ratio));
      canvas.height = Math.max(1, Math.round(h * ratio));
    }
    this.ground_is = "";
    this.soon();
  }
  pick(x: number, y: number): string | null {
    return markAt(this.marks, x, y)?.point.id ?? null;
  }
  png(): Promise<Blob> {
    this.paint();
    return new Promise((done, fail) =>
      this.canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the canvas gave no picture")))),
    );
  }
  async idle(): Promise<void> {
    this.sheet = await loadSheet();
    if (this.frame !== 0) this.paint();
  }
  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.unfollow();
    this.canvas.remove();
    this.shown = null;
  }

  /** At the next frame, once. */
  private soon(): void {
    if (this.shown && this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }
  private size(): Size {
    return { w: Math.max(1, this.canvas.clientWidth), h: Math.max(1, this.canvas.clientHeight) };
  }
  private projection(): Projection {
    if (this.kind === "polar") return polar(this.looking, this.size());
    if (this.kind === "flat") return flat(this.looking, this.size());
    return orthographic(this.looking, this.turn, this.size());
  }
  private tilt(): number {
    return this.kind === "globe-2d" ? frameOf(this.looking, this.turn).tilt_rad : 0;
  }

  private turnBy(dx: number, dy: number): void {
    turned(this.turn, this.tilt(), dx, dy);
    this.soon();
  }
  private zoom(factor: number): void {
    const { span_rad } = this.looking;
    const extents = this.kind === "globe-2d" ? spanOf(extentOf(span_rad) / factor) : span_rad / factor;
    this.look({ ...this.looking, span_rad: extents });
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.shown) return;
    const { scene, options } = this.shown;
    const view = this.projection();
    const colours = coloursOf(options.theme);
    this.paintGround(view, colours, options.theme);
    paintAreas(this.ctx, view, scene.areas, colours);
    paintFans(this.ctx, view, scene.fans, colours);
    paintEllipses(this.ctx, view, scene.ellipses, colours);
    paintLines(this.ctx, view, scene.lines, colours);
    this.marks = marksOf(scene.points, view, this.size(), options.plain_symbols);
    paintStalks(this.ctx, view, this.marks, colours);
    paintMarks(this.ctx, this.marks, colours, options.plain_symbols ? null : this.sheet);
    if (options.layers.labels) this.paintNames(colours);
  }

  /** Copies the kept ground, painted anew if it shows something else. */
  private paintGround(view: Projection, colours: Colours, theme: string): void {
    const { canvas, ground, ctx, looking, turn } = this;
    const wanted = JSON.stringify([looking, turn, theme]);
    if (wanted !== this.ground_is) {
      const below = context(ground);
      below.setTransform(canvas.width / this.size().w, 0, 0, canvas.height / this.size().h, 0, 0);
      paintEarth(below, view, this.size(), looking.span_rad, colours);
      this.ground_is = wanted;
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(ground, 0, 0);
    ctx.setTransform(canvas.width / this.size().w, 0, 0, canvas.height / this.size().h, 0, 0);
  }

  private paintNames(colours: Colours): void {
    this.ctx.font = fontOf(colours, true);
    const width = (text: string): number => this.ctx.measureText(text).width;
    paintLabels(this.ctx, labelsOf(this.marks, this.size(), colours.text_px, width), colours);
  }
}

/** Painted by the processor: without a graphics card that is nine times as fast, and images are not lost. */
function context(canvas: HTMLCanvasElement): Ctx {
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  if (!ctx) throw new Error("this browser gives no 2-D canvas");
  return ctx;
}
