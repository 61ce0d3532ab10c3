import { MINUTE } from '../base/quantity.ts';
import { thousandths } from '../base/thousandths.ts';
import type { Site } from '../site/site.ts';
import { localTime } from '../time/local-time.ts';
import { figuresMap } from './figures-map.ts';
import type { LineRun, RunFigures } from './run-figures.ts';
import { scalarFigures } from './scalar-figures.ts';

/** A file of a run's figures, beside its JSON. */
export interface FigureFile {
  /** Joined to the run's id. */
  readonly ending: '.curves.csv' | '.queues.csv' | '.figures.csv' | '.geojson' | '.run.json';
  readonly text: string;
}

/**
 * The curves and queues of a run as tables, one row a minute, all its single figures as a table, its lines and zones as
 * a map, and the whole result, last.
 */
export function figureFiles(figures: RunFigures, site: Site): readonly FigureFile[] {
  return [
    { ending: '.curves.csv', text: curvesTable(figures, site) },
    ...(figures.queues === undefined
      ? []
      : [{ ending: '.queues.csv', text: queuesTable(figures, site) } as const]),
    { ending: '.figures.csv', text: singlesTable(figures) },
    { ending: '.geojson', text: `${JSON.stringify(figuresMap(figures, site))}\n` },
    { ending: '.run.json', text: JSON.stringify(figures) },
  ];
}

type Column = readonly [name: string, series: readonly number[]];

function curvesTable(figures: RunFigures, site: Site): string {
  const { area, zones, lines, egress, span } = figures;
  const late = egress === undefined ? 0 : Math.floor((egress.startsAt - span.from) / MINUTE);
  const columns: Column[] = [
    ['area_people', area.people],
    ['visits', area.visits],
    ['outside_people', area.outside],
    ...zones.map(({ zone, people }): Column => [`${zone}_people`, people]),
    ...zones.flatMap(({ zone, worstPerM2, maxGaussianPerM2, maxVoronoiPerM2 }): Column[] =>
      worstPerM2 === undefined
        ? []
        : [
            [`${zone}_worst_per_m2`, worstPerM2],
            [`${zone}_max_gaussian_per_m2`, maxGaussianPerM2 ?? []],
            [`${zone}_max_voronoi_per_m2`, maxVoronoiPerM2 ?? []],
          ],
    ),
    ...lines.flatMap((line): Column[] => [
      [`${line.line}_in_per_min`, line.in],
      [`${line.line}_out_per_min`, line.out],
      [`${line.line}_ped_per_m_min`, specificFlow(line)],
    ]),
    ...figures.hotSpots.map(({ hotSpot, people }): Column => [`${hotSpot}_people`, people]),
  ];
  if (egress !== undefined) {
    const shifted = (series: readonly number[]) => [...Array(late).fill(Number.NaN), ...series];
    columns.push(['out_of_ring_people', shifted(egress.out)]);
  }
  return table(columns, figures, site);
}

/** People both ways over each metre of the line in each minute, to three digits. */
function specificFlow(line: LineRun): readonly number[] {
  return line.in.map((people, minute) =>
    thousandths((people + (line.out[minute] ?? 0)) / line.clearWidthM),
  );
}

function queuesTable(figures: RunFigures, site: Site): string {
  const columns = (figures.queues ?? []).map(
    ({ checkpoint, people }): Column => [`${checkpoint}_queue_people`, people],
  );
  return table(columns, figures, site);
}

/** Travel times, person-minutes by level and by service, pressure: whatever is one number of the whole run. */
function singlesTable(figures: RunFigures): string {
  const rows = scalarFigures(figures).map(({ key, unit, value }) => `${key},${unit},${value}`);
  return `figure,unit,value\n${rows.join('\n')}\n`;
}

/** A row for each minute, named by the site's wall clock at its end; what is not known is empty. */
function table(columns: readonly Column[], { span }: RunFigures, { timeZone }: Site): string {
  const minutes = Math.round((span.until - span.from) / MINUTE);
  const rows = Array.from({ length: minutes }, (_, minute) => {
    const cells = columns.map(([, series]) => {
      const value = series[minute];
      return value === undefined || Number.isNaN(value) ? '' : String(value);
    });
    return [localTime(span.from + (minute + 1) * MINUTE, timeZone), ...cells].join(',');
  });
  return `${['time', ...columns.map(([name]) => name)].join(',')}\n${rows.join('\n')}\n`;
}
