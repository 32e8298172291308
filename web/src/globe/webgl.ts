// Can this browser draw the 3-D globe, and does a graphics card do it?
let known: { webgl: boolean; renderer: string } | null = null;

/** Asked once, as each question makes a context. `?webgl=0` denies it, for tests and for a broken driver. */
function capability(): { webgl: boolean; renderer: string } {
  return (known ??= ask());
}
function ask(): { webgl: boolean; renderer: string } {
  if (new URLSearchParams(location.search).get("webgl") === "0") return { webgl: false, renderer: "" };
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return { webgl: false, renderer: "" };
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return { webgl: true, renderer };
}

export function hasWebGL(): boolean {
  return capability().webgl;
}
/** No WebGL, or one that the processor computes: the 2-D globe is then the better default. */
export function software(): boolean {
  return !hasWebGL() || /swiftshader|llvmpipe|softpipe|software|basic render/i.test(capability().renderer);
}
