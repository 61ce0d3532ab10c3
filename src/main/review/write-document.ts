import path from 'node:path';
import type { Millis } from '../../domain/base/quantity.ts';
import { err, ok, type Result } from '../../domain/base/result.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import type { ReviewReport } from '../../domain/review/review-report.ts';
import { buildGround } from '../../domain/site/ground.ts';
import { RecordReader } from '../../store/record-reader.ts';
import type { Outcome } from '../../workers/record-read-port.ts';
import { reportHtml } from './report-html.ts';
import type { Html } from './report-page.ts';
import type { FindPress, MapWish, ReportPress } from './report-press.ts';
import { REPORT_WORDS, type ReportLanguage, type ReportWords } from './report-words.ts';
import { documentsOf, reviewFile } from './review-file.ts';
import { siteMapSvg } from './site-map-svg.ts';

/** What is to be written. */
export interface DocumentOptions {
  readonly file: string;
  readonly language: ReportLanguage;
  readonly format: 'html' | 'pdf';
  readonly from?: Millis;
  readonly to?: Millis;
  /** The figures, where somebody has them already; absent: they are folded for this document. */
  readonly review?: () => Promise<Outcome<ReviewReport>>;
  /** Ends it: it rejects then, or says that it could not be printed. */
  readonly signal?: AbortSignal;
  /** What draws maps and PDF; where it is absent or finds nothing, the maps are drawn here as SVG. */
  readonly findPress?: FindPress;
}

/** A document that is ready to be saved. */
export interface ReportDocument {
  /** A file name. */
  readonly name: string;
  /** HTML as it is; a PDF as base64. */
  readonly content: string;
  /** What the reader should know of how it was made. */
  readonly notice?: string;
}

/** The instants of which a map is drawn: the peak, the beginning of egress, and the first orders. */
const MAPPED_ORDERS = 2;

/** Reviews a recording and writes its after-action report. */
export async function writeDocument(options: DocumentOptions): Promise<Outcome<ReportDocument>> {
  const { file, language, format, from, to, signal } = options;
  const press = await options.findPress?.();
  if (format === 'pdf' && press === undefined) {
    const message = `${file}: no Chromium, Chrome or Edge was found to print a PDF; install one or name it in ANLAN_CHROMIUM, or take the HTML and print it`;
    return err({ code: 'missing', message });
  }
  const span = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const report = options.review
    ? await options.review()
    : await reviewFile({ file, ...span, ...(signal ? { signal } : {}) });
  if (!report.ok) return report;
  const page = await documentPage(options, report.value, press);
  if (!page.ok) return page;
  const { html, notice } = page.value;
  const name = `${path.basename(file, path.extname(file))}-${language}.${format}`;
  if (format === 'html' || press === undefined) return ok({ name, content: html, notice });
  signal?.throwIfAborted();
  const pdf = await press.printPdf(html, signal);
  if (!pdf.ok) return err({ code: 'io', message: `the PDF could not be printed: ${pdf.error}` });
  return ok({ name, content: Buffer.from(pdf.value).toString('base64'), notice });
}

async function documentPage(
  { file, language, signal }: DocumentOptions,
  report: ReviewReport,
  press: ReportPress | undefined,
): Promise<Outcome<{ readonly html: Html; readonly notice: string }>> {
  const documents = await documentsOf(file);
  if (!documents.ok) return documents;
  const words = REPORT_WORDS[language];
  const ground = buildGround(documents.value.site);
  const wanted = mappedInstants(report);
  const instants = wanted.map(({ at }) => at);
  const frames = await framesAt(file, instants);
  if (!frames.ok) return frames;
  const wishes = instants.map((at, index): MapWish => {
    const issuedAt = frames.value[index]?.issuedAt;
    return issuedAt === undefined ? { at } : { at, issuedAt };
  });
  const order = { file, language, wishes, ...(signal ? { signal } : {}) };
  const pictures = wishes.length > 0 ? await press?.takePictures(order) : undefined;
  signal?.throwIfAborted();
  const notice = mapNotice(words, press !== undefined, pictures);
  const html = reportHtml(report, language, (page) => ({
    note: notice,
    maps: wanted.map(({ at, title }, index) => {
      const picture = pictures?.ok ? pictures.value[index] : undefined;
      if (picture === undefined) {
        return siteMapSvg(page, ground, frames.value[index], page.words[title], at);
      }
      const caption = `${page.text(page.words[title])} ${page.time(at, true)}`;
      return `<figure class="map"><figcaption>${caption}</figcaption><img alt="${page.words[title]}" src="${picture}"></figure>`;
    }),
  }));
  return ok({ html, notice });
}

/** How the maps were made, and why not by the seat's layers where they were not. */
function mapNotice(
  words: ReportWords,
  hasPress: boolean,
  pictures: Result<readonly string[]> | undefined,
): string {
  if (pictures?.ok) return words.mapDrawnSeat;
  if (!hasPress) return `${words.noChromium} ${words.mapDrawnPlain}`;
  return pictures ? `${words.mapDrawnPlain} (${pictures.error})` : words.mapDrawnPlain;
}

/** What the maps of a report show. */
function mappedInstants(report: ReviewReport) {
  const { peak } = report.totals;
  return [
    ...(peak.value === undefined ? [] : [{ at: peak.at, title: 'mapAtPeak' as const }]),
    ...(report.egress ? [{ at: report.egress.from, title: 'mapAtEgress' as const }] : []),
    ...report.orders
      .slice(0, MAPPED_ORDERS)
      .map(({ at }) => ({ at, title: 'mapAtOrder' as const })),
  ];
}

async function framesAt(
  file: string,
  instants: readonly Millis[],
): Promise<Outcome<readonly (DensityFrame | undefined)[]>> {
  const reader = new RecordReader();
  const opened = await reader.open({ file });
  if (!opened.ok) return opened;
  try {
    const frames: (DensityFrame | undefined)[] = [];
    for (const at of instants) frames.push((await reader.frameAt(at))?.frame);
    return ok(frames);
  } finally {
    await reader.close();
  }
}
