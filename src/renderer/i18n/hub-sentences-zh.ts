/**
 * Sentences of the hub, its adapters and its record, and the same in Chinese; `{0}`, `{1}` stand for what they name.
 * They travel as words, also inside recordings (the last error of a feed, the notices of a file), so the seat knows
 * them by their words. `hub-sentence.test.ts` fails when the hub does not say one of them any more.
 */
export const HUB_SENTENCES_ZH: readonly (readonly [en: string, zh: string])[] = [
  // Sessions, replays, rehearsals.
  [
    'this hub hosts {0} sessions beside its own already: close one first',
    '中枢已另开 {0} 个会话，请先关闭一个',
  ],
  ['there is no such session', '没有这个会话'],
  ["the hub's own session ends with the hub", '中枢自己的会话随中枢结束'],
  ['the hub is still opening', '中枢尚在启动'],
  ['the hub is closing', '中枢正在关闭'],
  ['the session has ended', '会话已经结束'],
  ['this session is no rehearsal', '本会话不是演练'],
  ['there is no saved state of {0}', '没有 {0} 的存档'],
  ['the record cannot be written: the rehearsal stays where it is', '无法写入记录：演练停在原处'],
  ['the rehearsal stays where it is: {0}', '演练停在原处：{0}'],
  ['the changes of the fork could not be recorded', '分支的改动无法记录'],
  [
    'only {0} GB are free in {1}: a rehearsal needs 1 GB, and the live record must go on; delete old rehearsals first',
    '{1} 只剩 {0} GB：演练需要 1 GB，实况记录必须继续；请先删除旧的演练',
  ],
  ['the event has no site.json that can be read', '活动没有可读的 site.json'],
  ['nobody looked at it for ten minutes', '十分钟无人查看'],
  ['the replay that it followed was closed', '所跟随的回放已关闭'],
  ['there is no such replay to follow', '没有可跟随的回放'],
  [
    'that replay follows another one itself: follow its leader',
    '该回放自己也在跟随别的回放：请跟随它的主回放',
  ],
  ['another instant was asked for meanwhile', '期间又跳到了别的时刻'],
  ['nothing has been recorded in it yet', '其中还没有任何记录'],
  ['"{0}" is no event file in the folder of the hub\'s own', '“{0}”不是中枢文件夹里的事件文件'],
  ['a planner gives orders in rehearsals alone', '规划席只能在演练中下达指令'],
  // Orders and what is on the map.
  ['there is no checkpoint "{0}"', '没有卡口“{0}”'],
  ['there is no drone "{0}"', '没有无人机“{0}”'],
  ['there is no feed "{0}"', '没有数据源“{0}”'],
  ['there is no zone or hot-spot "{0}"', '没有区域或重点部位“{0}”'],
  ['"{0}" has no outline on the map', '“{0}”在地图上没有边界'],
  [
    'a warning for "{0}" is open already: update or cancel it',
    '“{0}”已有未解除的预警：请更新或取消它',
  ],
  ['this feed has no loudspeaker', '该数据源没有喊话器'],
  ['no feed reaches the loudspeaker of {0}', '没有数据源能连到 {0} 的喊话器'],
  [
    'nobody hears a loudspeaker in a rehearsal: the order is recorded only',
    '演练中无人听到喊话：指令只记录',
  ],
  ['nothing of a replay reaches a loudspeaker', '回放不会连到喊话器'],
  ['the gateway refused it (DJI error {0})', '网关拒绝（大疆错误码 {0}）'],
  ['the gateway answered without a result', '网关应答中没有结果'],
  ['the drone reports DJI error {0}', '无人机报告大疆错误码 {0}'],
  ['the drone reports that its loudspeaker is idle', '无人机报告喊话器空闲'],
  ['a later order to this drone came before it was played', '播出前又有了新的喊话指令'],
  ['the feeds of a {0} session are not ours to touch', '本会话的数据源不能改动'],
  // Imported maps.
  ['there is no map layer "{0}"', '没有地图图层“{0}”'],
  ['this file is on the map already, as "{0}"', '该文件已在图上，名为“{0}”'],
  ['there are {0} imported maps already: remove one first', '已有 {0} 份导入地图：请先移除一份'],
  ['the file is not here any more; choose it again', '文件已不在中枢，请重新选择'],
  ['a piece of the file is missing; choose the file again', '文件缺了一段，请重新选择'],
  [
    'the file is longer than 32 MB: make tiles (PMTiles) of it, and add it with anlan serve --layer',
    '文件超过 32 MB：请切成瓦片（PMTiles），用 anlan serve --layer 加入',
  ],
  ['say what datum it is in: {0} seems to fit', '请说明坐标系：看来是 {0}'],
  ['say what datum it is in: WGS84, GCJ-02 or BD-09', '请说明坐标系：WGS84、GCJ-02 或 BD-09'],
  [
    'its tiles are in {0}, and pixels cannot be moved: make them anew in WGS84 (Web Mercator)',
    '瓦片坐标系为 {0}，像素无法平移：请用 WGS84（Web 墨卡托）重新切片',
  ],
  ['"{0}" holds tiles, not features', '“{0}”是瓦片，没有要素'],
  ['the record does not hold the features of "{0}"', '记录里没有“{0}”的要素'],
  [
    'the archive could not be copied beside the event file: {0}',
    '瓦片档案无法复制到事件文件旁：{0}',
  ],
  ['nothing is put on the map of a replay', '回放的地图上不能添加内容'],
  // Feeds.
  ['no sensor "{0}" on this site', '本站点没有传感器“{0}”'],
  ['sender "{0}" is not in the mapping\'s table', '映射表里没有发送方“{0}”'],
  ['it holds none of the mapped values', '其中没有映射所需的数值'],
  ['the message is not a JSON object or array', '报文不是 JSON 对象或数组'],
  ['it has no position', '没有位置'],
  ['has no position (latitude 0, longitude 0)', '没有位置（经纬度均为 0）'],
  ['no sensor covers {0}, {1} ({2})', '没有传感器覆盖 {0}, {1}（{2}）'],
  [
    '{0} people since its last reading are beyond anything possible ({1})',
    '与上次读数相差 {0} 人，不可能（上限 {1}）',
  ],
  ['is not JSON: {0}', '不是 JSON：{0}'],
  ['is not XML: {0}', '不是 XML：{0}'],
  ['no Cursor-on-Target event in the message', '报文中没有 Cursor-on-Target 事件'],
  ['{0} bytes are no Cursor-on-Target event', '{0} 字节不是 Cursor-on-Target 事件'],
  ['the connection was lost', '连接中断'],
  ['no answer', '没有应答'],
  ['no right to subscribe to {0}', '无权订阅 {0}'],
  ['another client is connected as {0}', '另有客户端以 {0} 连接'],
  ['the broker ended the connection (reason {0})', '消息服务器断开了连接（原因码 {0}）'],
  ['the environment variable {0} is not set', '没有设置环境变量 {0}'],
  ['the feed was stopped', '数据源已停止'],
  // The record.
  ['The file was there but empty; it was begun anew.', '文件原为空文件，已重新开始记录。'],
  [
    'The file was not closed the last time (power loss, or the program was killed). Everything that was acknowledged is here, up to entry {0}.',
    '文件上次未正常关闭（断电或程序被终止）。已确认的内容都在，直到第 {0} 条。',
  ],
  [
    'The clock of this machine shows {0}, but the record already goes to {1}: one of them is wrong. Set the clock; until it has passed {1}, the time of this session stands still.',
    '本机时钟显示 {0}，但记录已到 {1}：其中一个有误。请校准时钟；过 {1} 之前本会话时间不动。',
  ],
  ['The file was brought from format version {0} to {1}.', '文件已从格式版本 {0} 升级到 {1}。'],
  [
    'The snapshot at entry {0} is damaged and was passed over; the log itself is whole.',
    '第 {0} 条处的快照损坏，已跳过；日志本身完整。',
  ],
  [
    'The record is not signed: there is no key to sign it with ({0}). Its chain is kept all the same.',
    '记录没有签名：没有可用的密钥（{0}）。哈希链照常保持。',
  ],
  [
    'Nobody signed rows {0} to {1}, which is more than a crash leaves behind: they were recorded without a key, or somebody put them in. A note in the log says so before anything is signed; compare with a head hash that was kept elsewhere.',
    '第 {0} 至 {1} 行没有签名，多于一次崩溃会留下的：或是当时没有密钥，或是有人加入。签名前日志里已注明；请与另处保存的首哈希比对。',
  ],
  // Why an event file cannot be opened.
  ['there is nothing to read', '没有可读的内容'],
  ['nothing is at that path', '该路径下什么也没有'],
  ['the file there is empty', '那里的文件是空的'],
  ['it is a folder or a device', '它是文件夹或设备'],
  ['it is a SQLite file of another program', '它是别的程序的 SQLite 文件'],
  ['it does not say which format version it has', '它没有说明格式版本'],
  ['There is no event file {0}: {1}.', '没有事件文件 {0}：{1}。'],
  [
    '{0} is not an Anlan event file: {1}. Nothing in it was changed; choose another file.',
    '{0} 不是安澜的事件文件：{1}。其中未作任何改动，请另选文件。',
  ],
  [
    'The event file {0} has format version {1}, but this Anlan knows versions up to {2}. Nothing in it was changed; open it with a newer Anlan.',
    '事件文件 {0} 的格式版本是 {1}，而本安澜只认到版本 {2}。其中未作任何改动，请用更新的安澜打开。',
  ],
  [
    'The event file {0} is damaged: {1}. Keep it as it is, copy it, and work on the copy; begin a new file to go on recording.',
    '事件文件 {0} 已损坏：{1}。请保持原样，复制一份并在副本上操作；要继续记录请另起新文件。',
  ],
  [
    'The event file {0} could not be read or written: {1}. Check that its disk is connected and sound.',
    '事件文件 {0} 无法读写：{1}。请检查其磁盘是否连接、是否完好。',
  ],
];
