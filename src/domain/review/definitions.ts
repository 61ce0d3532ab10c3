import { ALERT_TOLERANCE_MS } from './crossing-fold.ts';
import { EARSHOT_M } from './near-place.ts';

/** How the figures of a review are defined; printed with them. */
export const DEFINITIONS = [
  'asSeen',
  'visits',
  'minutes',
  'personMinutes',
  'alert',
  'accuracy',
  'crossing',
  'missed',
  'leadTime',
  'order',
  'broadcast',
  'coverage',
  'void',
  'egress',
  'counter',
] as const;
export type DefinitionId = (typeof DEFINITIONS)[number];

/** Every definition in both languages; numbers in them are the ones that the folds use. */
export const REVIEW_DEFINITIONS: Readonly<
  Record<'zh' | 'en', Readonly<Record<DefinitionId, string>>>
> = {
  zh: {
    asSeen:
      '除另有说明外，数字均为当时席位所见：某一时刻的状态由记录时间不晚于该时刻的全部条目得出。',
    visits: '累计人次：首次越过外围边界的人次，按计数器偏差修正后的估计值。',
    minutes:
      '超阈值分钟数：平均密度（重点部位为人数占警戒值的比例）达到或高于阈值的时间。一次估计有效至下一次估计，最长 10 秒（时钟随数据走的记录为 15 分钟），其余计入“无估计”。',
    personMinutes:
      '人·分钟：人数对时间的积分，按当时显示的预警等级和按平均密度的服务水平分别统计。',
    alert: '预警：分区或重点部位的等级升至黄、橙或红各计一次；上级分区只重复其最差的下级，不计。',
    accuracy: '准确率 = 属实 ÷（属实 + 误报）。重复、无法判断和尚未处置的单列，不参与计算。',
    crossing:
      '越限：把读数按其真实发生时间重新估计（实况重算），某项指标达到阈值并保持预警上升所需的时间。',
    missed: `漏报：越限前后 ${ALERT_TOLERANCE_MS / 1_000} 秒内，该部位没有同级或更高级的预警。`,
    leadTime:
      '提前量：从预警显示到该部位在实况重算中达到红色阈值的时间；为负表示预警在后；未到红色的没有提前量。',
    order: '卡口指令的依据取自卡口所通向的分区：下达时、前 5 分钟、后 5 分钟和后 10 分钟。',
    broadcast: `喊话的部位：无人机 ${EARSHOT_M} 米以内最近的重点部位，否则为其下方的分区。`,
    coverage: '无数据格·分钟：最新观测早于 60 秒的可行走网格，每分钟取该分钟第一帧统计。',
    void: '空白：部位的最新观测早于 60 秒的时段。',
    egress:
      '散场：自进入散场阶段起。出口人数为出向计数器的原始计数，按其真实发生的分钟，跨分钟的计数平均分摊。少了的人数：散场开始时与其后该整分钟区域估计人数的净差。预案：活动脚本中同一时刻的区域人数曲线。',
    counter: '计数器合计为原始计数，不作修正；一个计数区间归入其开始的那一天（现场时区）。',
  },
  en: {
    asSeen:
      'Unless said otherwise figures are as the seats saw them: the state at an instant is that of every entry recorded up to it.',
    visits:
      'Visits: first crossings of the outer cordon, corrected for the counters’ estimated bias.',
    minutes:
      'Minutes above a threshold: time with the mean density (of a hot-spot: its people as a share of the alert value) at the threshold or above. An estimate holds until the next one, for at most 10 s (15 min where the clock follows the data); the rest is counted as without estimate.',
    personMinutes:
      'Person-minutes: people integrated over time, by the alert level that was shown and by the level of service of the mean density.',
    alert:
      'Alert: each rise of a leaf zone or hot-spot to yellow, orange or red; a parent zone only repeats its worst child and has none.',
    accuracy:
      'Accuracy = true ÷ (true + false). Duplicates, unknown ones and those without a disposition are counted apart and are no part of it.',
    crossing:
      'Crossing: in a pass over the readings in the order in which they were true, a figure that reaches a threshold and stays for as long as an alert needs to rise.',
    missed: `Missed: no alert of this level or above stood at the place within ${ALERT_TOLERANCE_MS / 1_000} s of the crossing.`,
    leadTime:
      'Lead time: from the alert until its place reached the red threshold in the true pass while the alert stood; negative when the alert came after; none where red was not reached.',
    order:
      'What a checkpoint order was given on is read in the zone that the checkpoint leads into: at the order, 5 minutes before, 5 and 10 minutes after.',
    broadcast: `The place of a broadcast: the nearest hot-spot within ${EARSHOT_M} m of the drone, else the zone below it.`,
    coverage:
      'Cells × minutes without data: walkable cells whose newest observation is older than 60 s, counted in the first raster of each minute.',
    void: 'Void: a time in which a place’s newest observation is older than 60 s.',
    egress:
      'Egress: from the beginning of the phase. People by exit are the raw counts of counters outwards, in the minute in which they were true; a count over several minutes is spread evenly. Fewer people: the estimate of the area at the beginning less that at the full minute, net of whoever came in meanwhile. The plan: the script’s curve of people in the area at the same instants.',
    counter:
      'Sums of counters are raw counts, uncorrected; an interval belongs to the day in which it begins, by the site’s clock.',
  },
};
