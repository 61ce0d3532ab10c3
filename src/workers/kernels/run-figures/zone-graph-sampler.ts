import { type FlowLine, flowLines } from '../../../domain/rehearsal/flow-lines.ts';
import type { Ground } from '../../../domain/site/ground.ts';
import { type CounterArcs, counterArcs } from '../virtual-sensors/counter-arcs.ts';
import type { Crowd } from '../zone-graph/crowd.ts';
import type { Network } from '../zone-graph/network.ts';
import type { Pull } from '../zone-graph/night-plan.ts';
import { Spread } from '../zone-graph/spread.ts';
import type { RunSample, RunSampler } from './run-sample.ts';

/** Looks at the crowd of the zone graph; it must be asked for every second, for the flows are added up here. */
export class ZoneGraphSampler implements RunSampler {
  readonly #crowd: Crowd;
  readonly #spread: Spread;
  readonly #hotSpots: readonly number[];
  readonly #checkpoints: readonly Adder[];
  readonly #gates: readonly Adder[];
  readonly #counters: readonly Adder[];
  readonly #seats: readonly number[];
  #second = -1;

  constructor(ground: Ground, crowd: Crowd, pulls: readonly Pull[]) {
    this.#crowd = crowd;
    this.#spread = new Spread(ground, pulls);
    this.#hotSpots = ground.site.hotSpots.map(({ polygon }) => this.#spread.addPatch(polygon));
    const { network } = crowd;
    this.#checkpoints = [...network.linkOfCheckpoint].map(adderOfLink);
    this.#gates = [...network.linkOfGate].map(adderOfLink);
    this.#counters = flowLines(ground.site).flatMap((line) =>
      adderOfCounter(line, ground, network),
    );
    this.#seats = ground.site.checkpoints.map((_, index) => index);
  }

  sample(): RunSample {
    const crowd = this.#crowd;
    if (crowd.second !== this.#second) {
      // The first look is a beginning: what moved before it is not of the span.
      if (this.#second >= 0) this.#addUp();
      this.#second = crowd.second;
    }
    const waiting = this.#seats.map((index) => crowd.waitingAt(index));
    this.#spread.look(crowd.second);
    return {
      second: crowd.second,
      totals: crowd.totals(),
      waitingOutside: 0,
      zonePeople: crowd.zonePeople,
      checkpointsPassed: passedOf(this.#checkpoints),
      gatesPassed: passedOf(this.#gates),
      countersPassed: passedOf(this.#counters),
      queues: { in: waiting.map((each) => each.in), out: waiting.map((each) => each.out) },
      hotSpotPeople: this.#hotSpots.map((patch) => this.#spread.peopleIn(patch, crowd)),
    };
  }

  #addUp(): void {
    const { moved } = this.#crowd;
    const people = ({ arcs, share }: CounterArcs) =>
      arcs.reduce((sum, arc) => sum + (moved[arc] ?? 0) * share, 0);
    for (const adders of [this.#checkpoints, this.#gates, this.#counters]) {
      for (const adder of adders) {
        adder.in += people(adder.inArcs);
        adder.out += people(adder.outArcs);
      }
    }
  }
}

interface Adder {
  readonly inArcs: CounterArcs;
  readonly outArcs: CounterArcs;
  in: number;
  out: number;
}

function adderOfLink(link: number): Adder {
  return {
    inArcs: { arcs: [2 * link], share: 1 },
    outArcs: { arcs: [2 * link + 1], share: 1 },
    in: 0,
    out: 0,
  };
}

function adderOfCounter({ counter }: FlowLine, ground: Ground, network: Network): readonly Adder[] {
  if (counter === undefined) return [];
  const back = { ...counter, from: counter.to, to: counter.from };
  const inArcs = counterArcs(counter, ground, network);
  return [
    {
      inArcs,
      outArcs: { ...counterArcs(back, ground, network), share: inArcs.share },
      in: 0,
      out: 0,
    },
  ];
}

function passedOf(adders: readonly Adder[]): { readonly in: number[]; readonly out: number[] } {
  return { in: adders.map((adder) => adder.in), out: adders.map((adder) => adder.out) };
}
