import type { Millis } from '../../domain/base/quantity.ts';
import type { Result } from '../../domain/base/result.ts';
import type { Html } from './report-page.ts';
import type { ReportLanguage } from './report-words.ts';

/** What draws a report: a browser of this machine, or the windows of the desktop program. */
export interface ReportPress {
  /** Pictures of a seat's own map, as addresses of embedded images; the error says why it could not be done. */
  takePictures(order: PictureOrder): Promise<Result<readonly string[]>>;
  /** A PDF of a page that needs nothing from elsewhere. It ends with the signal. */
  printPdf(html: Html, signal?: AbortSignal): Promise<Result<Uint8Array>>;
}

/** Looks for a press each time that one is needed; undefined: nothing here draws. */
export type FindPress = () => Promise<ReportPress | undefined>;

/** What pictures are taken of. */
export interface PictureOrder {
  readonly file: string;
  readonly language: ReportLanguage;
  readonly wishes: readonly MapWish[];
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** An instant of which a map is wanted. */
export interface MapWish {
  readonly at: Millis;
  /** Of the raster that stands then; absent: none was kept. */
  readonly issuedAt?: Millis;
}
