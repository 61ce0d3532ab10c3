import type { Millis } from '../../domain/base/quantity.ts';
import { xmlAttribute, xmlText } from '../../domain/base/xml-text.ts';
import type { FigureAt, FigureOver, Span } from '../../domain/review/review-report.ts';
import { localTime } from '../../domain/time/local-time.ts';
import { REPORT_WORDS, type ReportLanguage, type ReportWords } from './report-words.ts';

/** Columns that belong together: their title stands over them once. */
interface HeadGroup {
  readonly title: string;
  readonly of: readonly string[];
}

/** Markup that is safe to be put into a page; made by `ReportPage` and the drawings only. */
export type Html = string;

/**
 * Writes the parts of a report in one language and keeps account of the instants that its figures belong to. A figure
 * is a link to its instant in the index at the end; `data-figure` names it, `data-at` or `data-from` and `data-to` say
 * when it holds, `data-value` has every digit.
 */
export class ReportPage {
  readonly language: ReportLanguage;
  readonly words: ReportWords;
  readonly #timeZone: string;
  readonly #number: (digits: number) => Intl.NumberFormat;
  readonly #instants = new Set<Millis>();
  #figures = 0;

  constructor(language: ReportLanguage, timeZone: string) {
    this.language = language;
    this.words = REPORT_WORDS[language];
    this.#timeZone = timeZone;
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
    const formats = new Map<number, Intl.NumberFormat>();
    this.#number = (digits) => {
      const known =
        formats.get(digits) ??
        new Intl.NumberFormat(locale, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        });
      formats.set(digits, known);
      return known;
    };
  }

  /** Figures written so far. */
  get figures(): number {
    return this.#figures;
  }

  text(text: string): Html {
    return xmlText(text);
  }

  name(name: { readonly zh: string; readonly en: string }): Html {
    return xmlText(name[this.language]);
  }

  /** A number that the replayed world shows at its instant. */
  at(figure: string, { at, value }: FigureAt, digits = 0): Html {
    return this.#figure(figure, `data-at="${at}"`, at, value, digits);
  }

  /** A number gathered over a span. */
  over(figure: string, { from, to, value }: FigureOver, digits = 0): Html {
    return this.#figure(figure, `data-from="${from}" data-to="${to}"`, from, value, digits);
  }

  /** An instant, itself a link; with its day where `withDay` says so. */
  time(at: Millis | undefined, withDay = false): Html {
    if (at === undefined) return this.words.unknown;
    this.#instants.add(at);
    const text = localTime(at, this.#timeZone);
    const shown = withDay ? text.slice(0, 19).replace('T', ' ') : text.slice(11, 19);
    return `<a class="t" href="#t${at}" data-at="${at}"><time datetime="${text}">${shown}</time></a>`;
  }

  span({ from, to }: Span): Html {
    return `${this.time(from, true)} – ${this.time(to, true)}`;
  }

  /** A percentage; without its sign where it is unknown. */
  percent(figure: string, over: FigureOver): Html {
    return `${this.over(figure, over, 1)}${over.value === undefined ? '' : ' %'}`;
  }

  /** A table; cells are markup. `numbers`: the index of the first column of figures. */
  table(
    heads: readonly (string | HeadGroup)[],
    rows: readonly (readonly Html[])[],
    numbers = 1,
  ): Html {
    if (rows.length === 0) return `<p class="none">${this.words.none}</p>`;
    const cell = (tag: 'th' | 'td', content: Html, column: number) =>
      `<${tag}${column >= numbers ? ' class="n"' : ''}>${content}</${tag}>`;
    const names = heads.flatMap((head) => (typeof head === 'string' ? [head] : head.of));
    const groups = heads.map((head) =>
      typeof head === 'string'
        ? '<th class="over"></th>'
        : `<th class="group" colspan="${head.of.length}">${xmlText(head.title)}</th>`,
    );
    const isGrouped = heads.some((head) => typeof head !== 'string');
    const over = isGrouped ? `<tr>${groups.join('')}</tr>` : '';
    const head = names.map((text, column) => cell('th', xmlText(text), column)).join('');
    const body = rows
      .map((cells) => cells.map((content, column) => cell('td', content, column)).join(''))
      .map((cells) => `<tr>${cells}</tr>`)
      .join('\n');
    return `<table><thead>${over}<tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  }

  section(id: string, title: string, ...parts: readonly Html[]): Html {
    return `<section id="${id}"><h2>${xmlText(title)}</h2>\n${parts.join('\n')}\n</section>`;
  }

  /** The index of every instant that a figure links to. */
  instants(): Html {
    const all = [...this.#instants].sort((a, b) => a - b);
    const rows = all.map(
      (at) =>
        `<li id="t${at}" data-at="${at}"><time>${localTime(at, this.#timeZone).replace('T', ' ')}</time></li>`,
    );
    return `<ol class="instants">${rows.join('\n')}</ol>`;
  }

  #figure(
    figure: string,
    when: string,
    link: Millis,
    value: number | undefined,
    digits: number,
  ): Html {
    this.#instants.add(link);
    this.#figures += 1;
    const known = value !== undefined && Number.isFinite(value);
    const shown = known ? this.#number(digits).format(value) : this.words.unknown;
    const exact = known ? ` data-value="${value}"` : '';
    // What never happened steps back, so that the eye finds what did.
    const look = value === 0 ? 'f z' : 'f';
    const title = localTime(link, this.#timeZone).slice(11, 19);
    return `<a class="${look}" href="#t${link}" title="${title}" data-figure="${xmlAttribute(figure)}" ${when}${exact}>${shown}</a>`;
  }
}
