import { HeatmapLayer } from "@deck.gl/aggregation-layers";

/** Milliseconds after the layer's birth. On a loaded processor without a GPU linking took over 8 s. */
const AGAIN_AFTER = [300, 1000, 3000, 8000, 20_000, 40_000];

/**
 * A heatmap that does not stay empty: deck.gl 9.4 adds the weights up once when data comes, and if the
 * shader is still being linked then, nothing is drawn until the data or the zoom changes. It cannot be
 * asked whether it is linked before it is used, so the sum is repeated a few times.
 */
export class RainFieldLayer extends HeatmapLayer {
  static override layerName = "RainFieldLayer";

  override initializeState(): void {
    super.initializeState();
    const timers = AGAIN_AFTER.map((ms) => setTimeout(() => this.setState({ isWeightMapDirty: true }), ms));
    // In the state, not in the layer: deck.gl makes a new layer for each update and hands the state on.
    this.setState({ timers });
  }

  override finalizeState(context: Parameters<HeatmapLayer["finalizeState"]>[0]): void {
    const { timers } = this.state as { timers?: ReturnType<typeof setTimeout>[] };
    for (const timer of timers ?? []) clearTimeout(timer);
    super.finalizeState(context);
  }
}
