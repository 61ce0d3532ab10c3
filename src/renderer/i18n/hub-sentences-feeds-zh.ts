/**
 * What the hub says of the settings of a feed, of the messages that are tried on them, and of a CAP message that is to
 * be put on the map, with the same in Chinese; as in `hub-sentences-zh.ts`.
 */
export const FEED_SENTENCES_ZH: readonly (readonly [en: string, zh: string])[] = [
  // Settings.
  ['feed settings: {0}', '数据源设置：{0}'],
  ['feed {0}: {1}', '数据源 {0}：{1}'],
  ['feed {0}: no adapter "{1}" (there are {2})', '数据源 {0}：没有适配器“{1}”（现有 {2}）'],
  ['{0}. {1}', '{0}。{1}'],
  [
    "read as {0} {1} of {2} positions lie on this site's ground, more than any other way ({3})",
    '按 {0} 读，{2} 个位置中有 {1} 个落在本站点地面上，比其他坐标系都多（{3}）',
  ],
  ['no datum is named', '未写明坐标系'],
  ['named is {0}', '写的是 {0}'],
  ['a feed id is lower-case words joined by hyphens', '数据源编号只能是小写单词，以连字符连接'],
  ['lower-case words joined by hyphens', '只能是小写单词，以连字符连接'],
  ['"{0}" is not a JSONPath (RFC 9535)', '“{0}”不是 JSONPath（RFC 9535）'],
  ['not an IANA time zone', '不是 IANA 时区'],
  ['a value has either a path or a range', '每个数值要么给路径，要么给上下限'],
  ['a sensor is named either by a path or by the topic', '传感器名要么取自路径，要么取自主题'],
  [
    'intervalBetween needs a time, whose form and zone it shares',
    'intervalBetween 需要 time，两者共用格式与时区',
  ],
  ['not an MQTT topic filter', '不是 MQTT 主题过滤器'],
  ['counts and status need topics of their own', '人数与状态要用各自的主题'],
  [
    'a grid gives either `people` or a `range` of low and high',
    '网格要么给 people，要么给上下限 range',
  ],
  ['listen or connect, not both: make two feeds', '监听与连接二选一：请分成两个数据源'],
  ['a system id is a number', '系统编号应为数字'],
  ['a serial number', '应为序列号'],
  ['another program has this port', '端口已被其他程序占用'],
  // Messages.
  ['a message of a kind that this feed has no use for', '这类报文与该数据源无关'],
  ['message is not JSON: {0}', '报文不是 JSON：{0}'],
  ['message is not text in {0}', '报文不是 {0} 编码的文本'],
  ['it holds no record at {0}', '在 {0} 处没有记录'],
  ['it has no sensor name {0}', '没有传感器名（{0}）'],
  ['in its topic', '主题中'],
  ['it has no number at {0}', '在 {0} 处没有数字'],
  ['it has no time', '没有时间'],
  ['its time "{0}" is not a number', '时间“{0}”不是数字'],
  ['its time "{0}" is not START/END', '时间“{0}”不是“起/止”形式'],
  ['its time "{0}" cannot be read', '时间“{0}”无法识别'],
  [
    'its time "{0}" has no offset and the mapping names no zone',
    '时间“{0}”没有时区偏移，映射也没有写明时区',
  ],
  ['its interval from {0} to {1} is not positive', '时段从 {0} 到 {1} 不是正的'],
  [
    'no MAVLink packet with a right checksum (damaged on the way, or of another dialect)',
    '没有校验正确的 MAVLink 包（途中损坏，或属于别的方言）',
  ],
  ['no MAVLink packet', '没有 MAVLink 包'],
  ['an empty datagram: no MAVLink packet in it', '空数据报：其中没有 MAVLink 包'],
  // Another authority's CAP message.
  ['the CAP message {0}', 'CAP 报文{0}'],
  [
    'has a document type (DOCTYPE), which is not read: send it without one',
    '带有文档类型（DOCTYPE），不予读取：请去掉后再发',
  ],
  [
    'the file has no CAP message: its outermost element is not "alert"',
    '文件里没有 CAP 报文：最外层元素不是 alert',
  ],
  [
    'the message names neither the CAP 1.1 nor the CAP 1.2 namespace',
    '报文没有写明 CAP 1.1 或 CAP 1.2 命名空间',
  ],
  ['the CAP message has no usable identifier', 'CAP 报文没有可用的标识'],
  [
    'a CAP message of status "{0}" is for nobody\'s map',
    '状态为“{0}”的 CAP 报文不应上任何人的地图',
  ],
  [
    'a CAP message of type "{0}" says nothing about a place',
    '类型为“{0}”的 CAP 报文不涉及任何地点',
  ],
  ['the CAP message does not say when it was sent', 'CAP 报文没有发送时间'],
  ['the CAP message has no "info"', 'CAP 报文没有 info 部分'],
  ['"{0}" is no time', '“{0}”不是时间'],
  ['the warning expired at {0}', '预警已于 {0} 失效'],
  ['the CAP message draws no area on the map', 'CAP 报文在地图上没有范围'],
  ['the CAP message has more than {0} areas', 'CAP 报文的范围多于 {0} 个'],
  ['area "{0}": {1}', '范围“{0}”：{1}'],
  ['a polygon that cannot be drawn', '多边形无法绘制'],
  ['a circle that cannot be drawn (0 ≤ radius ≤ {0} km)', '圆无法绘制（0 ≤ 半径 ≤ {0} 千米）'],
  // Our own.
  [
    'a {0} session that is not the real thing of now can only give warnings of status Exercise, not {1}',
    '本会话不是当下的实况，只能发出状态为 Exercise 的预警，不能是 {1}',
  ],
  [
    'no open warning of status {0} for "{1}": there is nothing to {2}',
    '“{1}”没有状态为 {0} 的未解除预警：无可更新或取消',
  ],
];
