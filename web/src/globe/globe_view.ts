// The 3-D globe: three draws what has a surface (the Earth, the sensors' lowest beams), a canvas over it what has a width
// in pixels (lines, symbols, names), with the same hand as the maps.
import { Color, Scene as Stage, WebGLRenderer, type IUniform } from "three";
import type { Camera } from "../model/scene";
import type { Colours } from "./colours";
import { EarthMesh, raw } from "./earth_mesh";
import { FanSheet } from "./fan_sheet";
import { frameOf } from "./framing";
import { blobOf, context, fitCanvas, MapView, newCanvas, type Shown } from "./map_view";
import { tintKey, tintMask } from "./masks";
import { paintOutlines } from "./paint_outlines";
import { eyeOf, perspective, rimOf, type Eye } from "./perspective";
import type { Projection, Size } from "./projection2d";
import { software } from "./webgl";

/** What costs a tenth of a second to make: a context with its shaders, and the Earth's picture in it. */
interface Workshop {
  readonly below: HTMLCanvasElement;
  readonly renderer: WebGLRenderer;
  readonly earth: EarthMesh;
}
/** Of the last globe that went away, for the next one. */
let idle_workshop: Workshop | null = null;

function workshop(): Workshop {
  const kept = idle_workshop;
  idle_workshop = null;
  if (kept && !kept.renderer.getContext().isContextLost()) return kept;
  const below = newCanvas();
  const renderer = new WebGLRenderer({ canvas: below, antialias: !software() });
  renderer.outputColorSpace = "srgb-linear";
  renderer.debug.checkShaderErrors = false; // the check waits for the compiler
  return { below, renderer, earth: new EarthMesh(software() ? 2048 : 4096) };
}

export class GlobeView extends MapView {
  readonly kind = "globe";
  private readonly workshop = workshop();
  private readonly below = this.workshop.below;
  private readonly renderer = this.workshop.renderer;
  private readonly earth = this.workshop.earth;
  private readonly stage = new Stage();
  private readonly fans = new FanSheet();
  private readonly space = new Color();
  private eye: Eye | null = null;
  private tint_is = "";
  private sized = ""; // the lower canvas
  private ground_is = ""; // what the lower canvas shows
  private looked_rad: number | null = null; // the Earth's rotation when the camera was set, for the inertial look

  constructor(host: HTMLElement) {
    super(host);
    host.insertBefore(this.below, this.canvas);
    this.stage.add(this.earth.group, this.fans.mesh);
    this.below.addEventListener("webglcontextrestored", this.restored);
    this.resize();
  }

  private readonly restored = (): void => {
    this.ground_is = "";
    this.soon();
  };
  override look(camera: Camera): void {
    super.look(camera);
    this.looked_rad = this.shown?.scene.rotation_rad ?? null;
  }
  /** Under fixed stars the eye stays and the Earth turns on: it then looks at ever more western ground. */
  override camera(): Camera {
    const { scene, options } = this.shown ?? {};
    if (!scene || !options?.inertial) return this.looking;
    const turned = scene.rotation_rad - (this.looked_rad ?? scene.rotation_rad);
    const lon = this.looking.lon_rad - turned;
    return { ...this.looking, lon_rad: lon - 2 * Math.PI * Math.round(lon / (2 * Math.PI)) };
  }

  override resize(): void {
    super.resize();
    const { w, h } = this.size();
    const ratio = Math.min(2, devicePixelRatio);
    if (this.sized === `${w} ${h} ${ratio}`) return;
    this.sized = `${w} ${h} ${ratio}`;
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(w, h, false);
    this.ground_is = "";
  }

  /** Both canvases, drawn and read in one task: a WebGL picture does not outlive it. */
  override png(): Promise<Blob> {
    const picture = document.createElement("canvas");
    fitCanvas(picture, this.size());
    this.ground_is = "";
    this.paint();
    const ctx = context(picture);
    ctx.drawImage(this.below, 0, 0, picture.width, picture.height);
    ctx.drawImage(this.canvas, 0, 0, picture.width, picture.height);
    return blobOf(picture);
  }

  override dispose(): void {
    super.dispose();
    this.below.remove();
    this.below.removeEventListener("webglcontextrestored", this.restored);
    disposeOf(this.fans.mesh);
    if (idle_workshop) {
      this.earth.group.traverse((part) => disposeOf(part));
      this.renderer.dispose();
      this.renderer.forceContextLoss();
    } else idle_workshop = this.workshop;
  }

  protected override projection(): Projection {
    const frame = frameOf(this.camera(), this.turn);
    this.eye = eyeOf(frame, this.size());
    return perspective(frame, this.eye, this.size());
  }

  protected override paintGround(view: Projection, shown: Shown, colours: Colours): void {
    const eye = this.eye;
    if (!eye) return;
    this.looked_rad ??= shown.scene.rotation_rad;
    this.renderGround(eye, shown, colours);
    clear(this.ctx, this.canvas, this.size());
    paintOutlines(this.ctx, view, shown.scene, rimOf(eye), colours);
  }

  /** While only what flies moves, the lower canvas keeps its picture. */
  private renderGround(eye: Eye, shown: Shown, colours: Colours): void {
    const { theme } = shown.options;
    const fans = shown.scene.fans.map(({ id }) => id);
    const wanted = JSON.stringify([this.camera(), this.turn, theme, fans, tintKey(shown.scene)]);
    if (wanted === this.ground_is) return;
    this.ground_is = wanted;
    this.tint(shown);
    this.earth.paint(colours, this.looking.span_rad);
    this.uniform("eye").value = eye.at;
    this.fans.set(shown.scene.fans, colours);
    raw(this.space, colours.space);
    this.renderer.setClearColor(this.space);
    this.renderer.render(this.stage, eye.camera);
  }

  private tint({ scene }: Shown): void {
    const wanted = tintKey(scene);
    if (wanted === this.tint_is) return;
    this.tint_is = wanted;
    const uniform = this.uniform("tint_mask");
    uniform.value.dispose();
    uniform.value = tintMask(scene, software() ? 1024 : 2048);
  }
  private uniform(name: string): IUniform {
    return this.earth.surface.uniforms[name]!;
  }
}

function clear(ctx: CanvasRenderingContext2D, canvas: HTMLCanvasElement, { w, h }: Size): void {
  ctx.setTransform(canvas.width / w, 0, 0, canvas.height / h, 0, 0);
  ctx.clearRect(0, 0, w, h);
}

function disposeOf(part: object): void {
  if ("geometry" in part) (part.geometry as { dispose: () => void }).dispose();
  if ("material" in part) (part.material as { dispose: () => void }).dispose();
}
