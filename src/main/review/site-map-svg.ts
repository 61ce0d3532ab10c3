import type { LonLat, Millis } from '../../domain/base/quantity.ts';
import { xmlText } from '../../domain/base/xml-text.ts';
import type { DensityFrame } from '../../domain/crowd/density-frame.ts';
import { pointInside } from '../../domain/geo/point-inside.ts';
import { type Ground, toLocalPolygon } from '../../domain/site/ground.ts';
import { DENSITY_SCALE, densityImage } from './density-image.ts';
import type { Html, ReportPage } from './report-page.ts';

/** The site with the density of one instant, drawn from the site document: one unit is a cell, north is up. */
export function siteMapSvg(
  page: ReportPage,
  ground: Ground,
  frame: DensityFrame | undefined,
  title: string,
  at: Millis,
): Html {
  const { site, grid } = ground;
  const points = (ring: readonly LonLat[]) =>
    ring.map((position) => place(ground, position).join(',')).join(' ');
  const polygon = (rings: readonly (readonly LonLat[])[], kind: string) =>
    `<polygon points="${points(rings[0] ?? [])}" class="${kind}"/>`;
  const obstacles = site.obstacles.map((one) => polygon(one.polygon, one.kind));
  const zones = ground.leaves.flatMap((zone) =>
    zone.polygon ? [polygon(zone.polygon, `zone ${zone.ring}`)] : [],
  );
  const hotSpots = site.hotSpots.map((one) => polygon(one.polygon, 'spot'));
  const labels = ground.leaves.flatMap((zone) => {
    if (!zone.polygon) return [];
    const [x, y] = toCells(ground, pointInside(toLocalPolygon(zone.polygon, ground.metres)));
    const size = grid.cols / 70;
    return [
      `<text x="${x}" y="${y}" font-size="${size.toFixed(1)}" text-anchor="middle">${page.name(zone.name)}</text>`,
    ];
  });
  const image = frame
    ? `<image width="${grid.cols}" height="${grid.rows}" href="data:image/png;base64,${densityImage(ground, frame).toString('base64')}"/>`
    : '';
  const note = frame ? page.time(frame.issuedAt) : page.words.noFrame;
  const caption = `${xmlText(title)} ${page.time(at, true)} · ${note}`;
  return `<figure class="map"><figcaption>${caption}</figcaption><svg class="site" viewBox="0 0 ${grid.cols} ${grid.rows}" role="img" aria-label="${xmlText(title)}">${obstacles.join('')}${image}${zones.join('')}${hotSpots.join('')}${labels.join('')}</svg>${legend(page)}</figure>`;
}

function legend({ words }: ReportPage): Html {
  const steps = DENSITY_SCALE.map(
    ([perM2, colour]) => `<span><i style="background:${colour}"></i>${perM2}</span>`,
  );
  return `<p class="keys">${words.legend} ${steps.join(' ')}</p>`;
}

function place(ground: Ground, position: LonLat): readonly [string, string] {
  return toCells(ground, ground.metres.toLocal(position));
}

function toCells(
  { grid }: Ground,
  [east, north]: readonly [number, number],
): readonly [string, string] {
  const x = (east - grid.westM) / grid.cellM;
  const y = grid.rows - (north - grid.southM) / grid.cellM;
  return [x.toFixed(1), y.toFixed(1)];
}
