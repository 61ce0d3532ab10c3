/** Sentences about changes of a plan and scenarios, and the same in Chinese; see `hub-sentences-zh.ts`. */
export const PLAN_SENTENCES_ZH: readonly (readonly [en: string, zh: string])[] = [
  ['change "{0}": {1}', '改动“{0}”：{1}'],
  ['there is no checkpoint "{0}", numbers go from {1}', '没有卡口“{0}”，编号范围 {1}'],
  ['there is no {0} "{1}", only {2}', '没有“{1}”，只有 {2}'],
  ['there is no passage "{0}", only {1}', '没有通道“{0}”，只有 {1}'],
  [
    '{0} cannot change during the night, only mode and meteredPerMinLane',
    '{0} 不能在夜间改变，只有 mode 和 meteredPerMinLane 可以',
  ],
  ['only checkpoints take a time after @', '只有卡口可以在 @ 后写时刻'],
  ['{0} is not within the night of the script', '{0} 不在脚本的这一夜之内'],
  ['{0} cannot be {1}: {2}', '{0} 不能是 {1}：{2}'],
  ['a mode is one of {0}', '模式只能是 {0} 之一'],
  ['staffed is yes or no', 'staffed 只能是 yes 或 no'],
  ['a {0}number from {1} to {2} stands there, not "{3}"', '此处应是 {1} 到 {2} 的数，不是“{3}”'],
  ['a time HH:MM stands there, not "{0}"', '此处应是时刻 HH:MM，不是“{0}”'],
  ['two times HH:MM-HH:MM stand there, not "{0}"', '此处应是两个时刻 HH:MM-HH:MM，不是“{0}”'],
  ['{0} is not after {1}', '{0} 不晚于 {1}'],
  ['nobody could leave by any gate any more', '这样一来没有任何出入口可以离开'],
  [
    'a checkpoint has no "{0}" to change, only mode, meteredPerMinLane, lanes, clearWidthM and staffed',
    '卡口没有“{0}”可改，只有 mode、meteredPerMinLane、lanes、clearWidthM、staffed',
  ],
  [
    'a gate has no "{0}" to change, only closedFrom, closed, clearWidthM, arriving.factor and leaving.factor',
    '出入口没有“{0}”可改，只有 closedFrom、closed、clearWidthM、arriving.factor、leaving.factor',
  ],
  [
    'a zone has no "{0}" to change, only attraction.factor and designDensityPerM2',
    '分区没有“{0}”可改，只有 attraction.factor、designDensityPerM2',
  ],
  [
    'people have no "{0}" to change, only factor, visits.factor and occupancy.factor',
    'people 没有“{0}”可改，只有 factor、visits.factor、occupancy.factor',
  ],
  ['the release has no "{0}" to change, only startsAt', '散场没有“{0}”可改，只有 startsAt'],
  [
    'a hot-spot has no "{0}" to change, only alertPeople',
    '重点部位没有“{0}”可改，只有 alertPeople',
  ],
  ['a passage has no "{0}" to change, only clearWidthM', '通道没有“{0}”可改，只有 clearWidthM'],
  ['there is no scenario "{0}", only {1}', '没有情景“{0}”，现有：{1}'],
  [
    'scenario "{0}": the zone graph does not know what happens in it',
    '情景“{0}”：分区网络不认识其中的事件',
  ],
];
