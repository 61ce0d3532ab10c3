/** What the hub and its feeds say by keys, in words; part of `zh.ts`. */
export const hubWordsZh = {
  /** Why something was not done. */
  refusal: {
    linkLost: '与中枢的链路断开，没有送达；恢复后重试。',
    noAnswer: '链路中断前没有收到答复，是否已执行不得而知；链路恢复后请再看现状。',
    cancelled: '已取消。',
    forbidden: '本席位无权这样做。',
    unknownMethod: '中枢没有这项功能：席位与中枢版本不同，请重新载入页面。',
    notAttached: '席位尚未接入会话，请稍候重试。',
    notRecorded: '无法记录，因此没有执行：{{reason}}',
    internal: '中枢内部出错，没有执行：{{reason}}',
    noNext: '此刻之后没有{{what}}。',
    noLast: '此刻之前没有{{what}}。',
    step: {
      tick: '画面',
      minute: '整分钟',
      alert: '预警',
      order: '指令',
      bookmark: '书签',
      gap: '覆盖空白',
    },
    outsideRecording: '这一段不在记录范围内。',
    timeNotOurs: '本会话的时间不由我们控制。',
    replaysOnly: '复盘席只能控制回放的时间。',
    noSession: '没有这个会话。',
    sessionEnded: '会话已经结束。',
    takeOverFirst: '下达指令前请先署名接管指挥。',
  },
  droneTask: { patrol: '巡航', charging: '充电' },
} as const;
