/** Draws what the address asks for: a panel of the seat (`?panel=`), or a scene of its map (`?scene=`). */
const asked = new URLSearchParams(location.search);
if (asked.has('panel')) void import('./golden-panel.ts');
else void import('./golden-map.ts');
