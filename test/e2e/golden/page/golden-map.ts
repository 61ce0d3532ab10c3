import { densityOverlay } from '../../../../src/renderer/map/density-overlay.ts';
import { createMapHost } from '../../../../src/renderer/map/map-host.ts';
import { createBodies } from '../../../../src/renderer/state/bodies.ts';
import { createFrames } from '../../../../src/renderer/state/frames.ts';
import { sceneOf } from './scenes.ts';

/** Draws one scene with the map of the console, and counts on the page what tests wait for. */
async function draw(): Promise<void> {
  const { state, layers, frame, centre, zoom } = sceneOf(
    new URLSearchParams(location.search).get('scene') ?? '',
  );
  const host = createMapHost(state.facts.site, state.language);
  document.body.append(host.element);
  await host.ready;
  host.map.jumpTo({ center: [...centre], zoom });
  const frames = createFrames();
  const density = densityOverlay(host.map, state.facts, { frames, bodies: createBodies() });
  density.setVisible(layers.density);
  density.setIsolines(layers.isolines);
  host.draw(state, layers);
  if (frame) {
    // Outside, the map is drawn anew when the frame has come: that is one more rest.
    frames.put(frame, () => {});
    density.setNow(state.now);
  }
  host.map.on('idle', () => {
    const hasDensity = !frame || frames.drawn() > 0;
    if (hasDensity) document.documentElement.dataset.drawn = 'true';
  });
  host.map.triggerRepaint();
}

void draw();
