import { findChromium } from './find-chromium.ts';
import { printPdf } from './print-pdf.ts';
import type { ReportPress } from './report-press.ts';
import { seatMaps } from './seat-maps.ts';

/** The first Chromium, Chrome or Edge of this machine as a press; undefined where there is none. */
export async function findChromiumPress(): Promise<ReportPress | undefined> {
  const chromium = await findChromium();
  if (chromium === undefined) return undefined;
  return {
    takePictures: (order) => seatMaps(chromium, order),
    printPdf: (html, signal) => printPdf(chromium, html, signal),
  };
}
