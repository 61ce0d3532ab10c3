import type { PicturePlace } from './picture.ts';

/** The words of events that other systems show, in one language. */
interface CotWords {
  readonly exercise: string;
  readonly level: Readonly<Record<PicturePlace['level'], string>>;
  figures(people: number, sd: number, densityPerM2: string): string;
  alertValue(people: number): string;
  seen(ageS: number): string;
  readonly unknown: string;
  altitude(metres: number): string;
  task(task: string): string;
}

/** Languages in which other systems are told of the picture. */
export type CotLanguage = 'zh' | 'en';

/** The words of events, by language. */
export const COT_WORDS: Readonly<Record<CotLanguage, CotWords>> = {
  zh: {
    exercise: '演练 EXERCISE',
    level: { green: '绿', yellow: '黄', orange: '橙', red: '红', unknown: '不明' },
    figures: (people, sd, density) => `约 ${people} 人（±${sd}），${density} 人/平方米`,
    alertValue: (people) => `警戒值 ${people} 人`,
    seen: (ageS) => `数据 ${ageS} 秒前`,
    unknown: '人数不明',
    altitude: (metres) => `起飞点以上 ${metres} 米`,
    task: (task) => `任务 ${task}`,
  },
  en: {
    exercise: 'EXERCISE',
    level: { green: 'green', yellow: 'YELLOW', orange: 'ORANGE', red: 'RED', unknown: 'unknown' },
    figures: (people, sd, density) => `about ${people} people (±${sd}), ${density} per m²`,
    alertValue: (people) => `alert value ${people}`,
    seen: (ageS) => `data ${ageS} s old`,
    unknown: 'number of people unknown',
    altitude: (metres) => `${metres} m above take-off`,
    task: (task) => `task ${task}`,
  },
};
