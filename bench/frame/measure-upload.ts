import { launchBrowser } from '../browser.ts';

/** Milliseconds per call in the page, one value a batch. */
export interface UploadTimes {
  /** The call alone, as the page's main thread waits for it. */
  readonly callMs: readonly number[];
  /** Until the texture is there: with a pixel drawn from it and read back. */
  readonly arrivedMs: readonly number[];
  readonly copyMs: readonly number[];
}

/**
 * Uploads a raster of two bytes a texel as the renderer does (`texSubImage2D` into RG8), in the Chromium of the tests,
 * against a copy of the same bytes in the same page.
 */
export async function measureUpload(
  width: number,
  height: number,
  runs: number,
): Promise<UploadTimes> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    return await page.evaluate<UploadTimes>(`(${UPLOAD})(${width}, ${height}, ${runs})`);
  } finally {
    await browser.close();
  }
}

/** Runs in the page, where there is no bundler: plain JavaScript as text. */
const UPLOAD = `async (width, height, runs) => {
  const gl = new OffscreenCanvas(64, 64).getContext('webgl2');
  if (!gl) throw new Error('this browser has no WebGL2');
  const bytes = Uint8Array.from({ length: 2 * width * height }, (_, i) => (i * 31 + (i >> 9)) & 255);
  const target = new Uint8Array(bytes.length);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RG8, width, height);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const pixel = new Uint8Array(4);
  const read = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  const upload = () =>
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RG, gl.UNSIGNED_BYTE, bytes);
  const copy = () => target.set(bytes);
  const COPIES = 16;
  const result = { callMs: [], arrivedMs: [], copyMs: [] };
  for (let run = -5; run < runs; run++) {
    const start = performance.now();
    upload();
    const called = performance.now();
    read();
    const arrived = performance.now();
    for (let i = 0; i < COPIES; i++) copy();
    const copied = performance.now();
    // Lets the page's other processes breathe, as between two frames.
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (run < 0) continue;
    result.callMs.push(called - start);
    result.arrivedMs.push(arrived - start);
    result.copyMs.push((copied - arrived) / COPIES);
  }
  if (gl.getError() !== gl.NO_ERROR) throw new Error('WebGL refused the upload');
  return result;
}`;
