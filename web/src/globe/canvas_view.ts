// The views without WebGL: the globe from far away, the polar map and the flat map. What stays while the clock runs (sea,
// land, graticule) is painted once and kept until the camera, the theme or the size changes.
import type { Colours } from "./colours";
import { context, fitCanvas, MapView, type Shown } from "./map_view";
import { paintAreas, paintEarth, paintEllipses, paintFans } from "./paint_ground";
import { flat, orthographic, polar, type FlatProjection } from "./projection2d";
import type { ViewKind } from "./view";

export class CanvasView extends MapView {
  readonly kind: Exclude<ViewKind, "globe">;
  private readonly ground = document.createElement("canvas");
  private ground_is = ""; // what the kept ground shows

  constructor(kind: Exclude<ViewKind, "globe">, host: HTMLElement) {
    super(host);
    this.kind = kind;
    this.resize();
  }

  override resize(): void {
    super.resize();
    if (fitCanvas(this.ground, this.size())) this.ground_is = "";
  }

  protected override projection(): FlatProjection {
    if (this.kind === "polar") return polar(this.looking, this.size());
    if (this.kind === "flat") return flat(this.looking, this.size());
    return orthographic(this.looking, this.turn, this.size());
  }

  protected override paintGround(view: FlatProjection, { scene, options }: Shown, colours: Colours): void {
    this.copyEarth(view, colours, options.theme);
    paintAreas(this.ctx, view, scene.areas, colours);
    paintFans(this.ctx, view, scene.fans, colours);
    paintEllipses(this.ctx, view, scene.ellipses, colours);
  }

  /** The kept ground, painted anew if it shows something else. */
  private copyEarth(view: FlatProjection, colours: Colours, theme: string): void {
    const { canvas, ground, ctx, looking, turn } = this;
    const { w, h } = this.size();
    const wanted = JSON.stringify([looking, turn, theme]);
    if (wanted !== this.ground_is) {
      const below = context(ground);
      below.setTransform(canvas.width / w, 0, 0, canvas.height / h, 0, 0);
      paintEarth(below, view, { w, h }, looking.span_rad, colours);
      this.ground_is = wanted;
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(ground, 0, 0);
    ctx.setTransform(canvas.width / w, 0, 0, canvas.height / h, 0, 0);
  }
}
