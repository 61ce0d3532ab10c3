/** Whether text is an MQTT topic filter (MQTT 3.1.1, 4.7.1): `+` is a whole level, `#` the whole rest. */
export function isTopicFilter(text: string): boolean {
  if (text === '' || text.length > 1_024 || text.includes('\0')) return false;
  const levels = text.split('/');
  return levels.every((level, index) => {
    if (level === '#') return index === levels.length - 1;
    return level === '+' || !/[+#]/.test(level);
  });
}

/** Whether a topic is meant by a filter (MQTT 3.1.1, 4.7): `a/#` means `a` too, wildcards never mean `$SYS`. */
export function meansTopic(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    const found = levels[index];
    if (found === undefined || (level !== '+' && level !== found)) return false;
  }
  return levels.length === wanted.length;
}
