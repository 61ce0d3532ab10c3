/** Keys as tinykeys writes them, as they are printed on a keyboard: `$mod+k` is Ctrl+K. */
export function keyLabel(keys: string): string {
  return keys
    .replace('$mod', 'Ctrl')
    .replace('Escape', 'Esc')
    .replace('Shift+?', '?')
    .replace(/Key([A-Z])$/, '$1')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
    .split('+')
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join('+');
}
