// Looks at all that is there now.
import { around, placesOf } from "./around";
import { fly } from "./camera";
import { scene } from "./stage";

export function fit(): void {
  const camera = scene.value && around(placesOf(scene.value));
  if (camera) fly(camera);
}
