import type { Millis } from '../base/quantity.ts';
import { localTime } from '../time/local-time.ts';
import type {
  WarnedPlace,
  WarningLanguage,
  WarningMessage,
  WarningStatus,
  WarningText,
} from './warning.ts';

/** What a warning asks for: `notice` without a level to warn of, `over` when it is taken back. */
type WarningTone = 'red' | 'orange' | 'yellow' | 'notice' | 'over';

/** The words of a warning in one language; the figures go in by themselves, a person may change the rest. */
interface WarningWords {
  /** RFC 3066, as CAP asks for. */
  readonly code: string;
  /** What happens, as a receiver lists it. */
  readonly event: string;
  readonly exercise: string;
  readonly draft: string;
  readonly headline: Readonly<Record<WarningTone, (name: string) => string>>;
  readonly instruction: Readonly<Record<WarningTone, string>>;
  figure(people: string, sd: string, density: string, minute: string): string;
  share(percent: string, alert: string): string;
  readonly noFigure: string;
  count(value: number): string;
}

/** What public warnings say, by language. */
export const WARNING_WORDS: Readonly<Record<WarningLanguage, WarningWords>> = {
  zh: {
    code: 'zh-CN',
    event: '人群聚集预警',
    exercise: '【演练】',
    draft: '【草稿】',
    headline: {
      red: (name) => `${name}人群密集红色预警`,
      orange: (name) => `${name}人群密集橙色预警`,
      yellow: (name) => `${name}人群密集黄色预警`,
      notice: (name) => `${name}人群聚集提示`,
      over: (name) => `${name}人群密集预警解除`,
    },
    instruction: {
      red: '请立即停止前往该区域；现场人员听从工作人员指引，向人少的方向有序离开，不要停留、不要逆行、不要推挤。',
      orange: '请暂缓前往该区域；现场人员不要停留，按工作人员指引单向通行。',
      yellow: '请合理安排行程，尽量避开该区域，留意现场广播。',
      notice: '请留意现场广播，按工作人员指引通行。',
      over: '该区域人流已恢复正常，请继续按现场指引通行。',
    },
    figure: (people, sd, density, minute) =>
      `截至 ${minute}，该处约 ${people} 人（±${sd}），平均密度 ${density} 人/平方米。`,
    share: (percent, alert) => `已达警戒值 ${alert} 人的 ${percent} %。`,
    noFigure: '该处目前没有可用的人数估计。',
    count: (value) => Math.round(value).toLocaleString('zh-CN'),
  },
  en: {
    code: 'en-US',
    event: 'Crowd density warning',
    exercise: 'EXERCISE: ',
    draft: 'DRAFT: ',
    headline: {
      red: (name) => `${name}: crowd density, red warning`,
      orange: (name) => `${name}: crowd density, orange warning`,
      yellow: (name) => `${name}: crowd density, yellow warning`,
      notice: (name) => `${name}: crowd notice`,
      over: (name) => `${name}: crowd warning lifted`,
    },
    instruction: {
      red: 'Do not go there. If you are there, follow the staff, walk towards where it is emptier, and do not stop, turn back or push.',
      orange: 'Put off going there. If you are there, keep walking the way the staff show you.',
      yellow: 'Plan another way if you can, and listen to the announcements.',
      notice: 'Listen to the announcements and follow the staff.',
      over: 'People move freely there again. Go on following the staff.',
    },
    figure: (people, sd, density, minute) =>
      `At ${minute} about ${people} people (±${sd}) are there, ${density} per square metre on average.`,
    share: (percent, alert) => `That is ${percent} % of the alert value of ${alert}.`,
    noFigure: 'There is no usable estimate of the number of people there.',
    count: (value) => Math.round(value).toLocaleString('en-GB'),
  },
};

/** Headline and instruction as they stand unless a person changes them. */
export function warningTemplate(
  place: WarnedPlace,
  language: WarningLanguage,
  message: WarningMessage,
): WarningText {
  const words = WARNING_WORDS[language];
  const tone = toneOf(place, message);
  return {
    headline: words.headline[tone](place.name[language]),
    instruction: words.instruction[tone],
  };
}

function toneOf({ level }: WarnedPlace, message: WarningMessage): WarningTone {
  if (message === 'Cancel') return 'over';
  return level === 'green' || level === 'unknown' ? 'notice' : level;
}

/** What is known, with its figure and one standard deviation. */
export function warningDescription(
  place: WarnedPlace,
  language: WarningLanguage,
  timeZone: string,
  sentAt: Millis,
): string {
  const words = WARNING_WORDS[language];
  const { figures, alertPeople } = place;
  if (!figures) return words.noFigure;
  const minute = localTime(figures.supportAt ?? sentAt, timeZone).slice(11, 16);
  const sentence = words.figure(
    words.count(figures.people),
    words.count(figures.sd),
    figures.densityPerM2.toFixed(1),
    minute,
  );
  if (alertPeople === undefined) return sentence;
  const percent = Math.round((100 * figures.people) / alertPeople).toFixed(0);
  const space = language === 'en' ? ' ' : '';
  return `${sentence}${space}${words.share(percent, words.count(alertPeople))}`;
}

/** The word that stands before a headline, so that nobody takes a drill or a draft for the real thing. */
export function statusPrefix(status: WarningStatus, language: WarningLanguage): string {
  if (status === 'Actual') return '';
  return WARNING_WORDS[language][status === 'Exercise' ? 'exercise' : 'draft'];
}
