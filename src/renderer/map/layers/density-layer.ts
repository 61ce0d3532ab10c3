import {
  COORDINATE_SYSTEM,
  type DefaultProps,
  Layer,
  type LayerContext,
  type LayerProps,
  project32,
  type UpdateParameters,
} from '@deck.gl/core';
import type { Texture } from '@luma.gl/core';
import { Geometry, Model } from '@luma.gl/engine';
import { DENSITY_FRAGMENT, DENSITY_VERTEX, densityUniforms } from './density-shader.ts';
import type { DensityTexels, SurfaceTexels } from './density-texels.ts';

/** Offsets in degrees from the site's origin: west, south, east, north edge of the grid. */
export type OffsetBounds = readonly [west: number, south: number, east: number, north: number];

export interface OwnDensityLayerProps {
  /** The map layer under which the density lies. */
  readonly beforeId: string;
  readonly texels: DensityTexels;
  /** Counts the changes of the texels, which are written in place. */
  readonly version: number;
  /** What each cell is made of; never changes. */
  readonly surfaces: SurfaceTexels;
  readonly cols: number;
  readonly rows: number;
  readonly bounds: OffsetBounds;
  readonly extraAgeS: number;
  readonly hatchCells: number;
  /** Whether isolines and the outlines of levels are drawn. */
  readonly isolines: boolean;
  /** Called when a frame of that version has been drawn. */
  readonly onDrawn: (version: number) => void;
}

type DensityLayerProps = LayerProps & OwnDensityLayerProps;

const NO_TEXELS: DensityTexels = { width: 2, height: 1, bytes: new Uint8Array(4).fill(255) };

const NO_SURFACES: SurfaceTexels = { width: 4, height: 1, bytes: new Uint8Array(4) };

const defaultProps: DefaultProps<OwnDensityLayerProps> = {
  beforeId: '',
  texels: { type: 'object', value: NO_TEXELS, compare: false },
  version: 0,
  surfaces: { type: 'object', value: NO_SURFACES, compare: false },
  cols: 1,
  rows: 1,
  bounds: { type: 'array', value: [0, 0, 0, 0], compare: true },
  extraAgeS: 0,
  hatchCells: 8,
  isolines: true,
  onDrawn: { type: 'function', value: () => {}, compare: false },
};

/**
 * The crowd's density as a raster in world metres, coloured by a fixed scale in the fragment shader.
 * Corners are offsets in degrees from the site's origin: exact where the grid's metres and the map's spherical
 * metres differ by 0.3 % (2 m at the edge of a site), and still precise in Float32.
 */
export class DensityLayer extends Layer<Required<OwnDensityLayerProps>> {
  static override layerName = 'DensityLayer';
  static override defaultProps = defaultProps;
  declare state: { model?: Model; texture?: Texture; surfaces?: Texture };

  /** The layer for these props. */
  static of(props: DensityLayerProps): DensityLayer {
    return new DensityLayer({ ...props, coordinateSystem: COORDINATE_SYSTEM.LNGLAT_OFFSETS });
  }

  override getShaders() {
    return super.getShaders({
      vs: DENSITY_VERTEX,
      fs: DENSITY_FRAGMENT,
      modules: [project32, densityUniforms],
    });
  }

  override initializeState() {
    this.getAttributeManager()?.remove(['instancePickingColors']);
  }

  override updateState(parameters: UpdateParameters<this>) {
    super.updateState(parameters);
    const { props, oldProps } = parameters;
    if (!this.state.model) this.setState(this.createResources());
    if (props.version === oldProps.version) return;
    this.state.texture?.writeData(props.texels.bytes);
    this.setNeedsRedraw();
  }

  override draw() {
    const { model, texture, surfaces } = this.state;
    if (!model || !texture || !surfaces) return;
    const { cols, rows, extraAgeS, hatchCells, version } = this.props;
    const isolines = this.props.isolines ? 1 : 0;
    model.shaderInputs.setProps({
      density: { cols, rows, extraAgeS, hatchCells, isolines, cells: texture, surfaces },
    });
    model.draw(this.context.renderPass);
    this.props.onDrawn(version);
  }

  override finalizeState(context: LayerContext) {
    super.finalizeState(context);
    this.state.model?.destroy();
    this.state.texture?.destroy();
    this.state.surfaces?.destroy();
  }

  private createResources() {
    const { texels, surfaces } = this.props;
    const surfaceTexture = this.createTexture('surfaces', 'r8unorm', surfaces);
    surfaceTexture.writeData(surfaces.bytes);
    return {
      model: this.createModel(),
      texture: this.createTexture('cells', 'rg8unorm', texels),
      surfaces: surfaceTexture,
    };
  }

  private createModel(): Model {
    const { cols, rows, bounds } = this.props;
    const [west, south, east, north] = bounds;
    return new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      isInstanced: false,
      geometry: new Geometry({
        topology: 'triangle-strip',
        attributes: {
          positions: {
            size: 3,
            value: new Float32Array([
              ...[west, south, 0],
              ...[east, south, 0],
              ...[west, north, 0],
              ...[east, north, 0],
            ]),
          },
          cellPositions: { size: 2, value: new Float32Array([0, 0, cols, 0, 0, rows, cols, rows]) },
        },
      }),
    });
  }

  private createTexture(
    name: string,
    format: 'rg8unorm' | 'r8unorm',
    { width, height }: { readonly width: number; readonly height: number },
  ): Texture {
    return this.context.device.createTexture({
      id: `${this.props.id}-${name}`,
      format,
      width,
      height,
      mipLevels: 1,
      sampler: { minFilter: 'nearest', magFilter: 'nearest' },
    });
  }
}
