import type { RecordingKind } from '../../../domain/session/delivery.ts';
import { sendHttp } from './send-http.ts';
import { sendMqtt } from './send-mqtt.ts';
import { sendTcp } from './send-tcp.ts';
import { sendUdp } from './send-udp.ts';
import type { Way } from './way.ts';

const PROTOCOLS = ['http', 'mqtt', 'udp', 'tcp'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/** Where a recording goes, as `--to` says. */
export interface Destination {
  readonly protocol: Protocol;
  readonly address: URL;
}

/** Which ways lead to the adapters that take each kind. */
const WAYS: Readonly<Record<RecordingKind, readonly Protocol[]>> = {
  metro: ['http', 'mqtt'],
  counts: ['http', 'mqtt'],
  tracks: ['http', 'mqtt'],
  grid: ['http', 'mqtt'],
  tlog: ['udp', 'http'],
  cot: ['tcp', 'udp', 'http'],
};

/** Feeds of the bundled event that take a kind, for a hub's address without a feed. */
const USUAL_FEEDS: Readonly<Partial<Record<RecordingKind, string>>> = {
  metro: 'metro',
  counts: 'counts',
  tracks: 'counts',
};

/** Reads `--to`; the error says what is wrong with it. */
export function readDestination(text: string): Destination | string {
  const wanted = `--to is http://HOST:N/feeds/NAME, mqtt://HOST:N/TOPIC, udp://HOST:N or tcp://HOST:N, not "${text}"`;
  if (!URL.canParse(text)) return wanted;
  const address = new URL(text);
  const scheme = address.protocol.slice(0, -1);
  const plain = scheme === 'https' || scheme === 'mqtts' ? scheme.slice(0, -1) : scheme;
  const protocol = PROTOCOLS.find((one) => one === plain);
  if (protocol === undefined || address.hostname === '') return wanted;
  if (protocol === 'mqtt' && topicOf(address) === '') {
    return `--to ${text}: the topic is missing (mqtt://HOST:N/TOPIC)`;
  }
  if ((protocol === 'udp' || protocol === 'tcp') && address.port === '') {
    return `--to ${text}: the port is missing (${protocol}://HOST:N)`;
  }
  return { protocol, address };
}

/** The address of the feed that a posted recording goes to. Throws in words when none is named. */
export function feedUrl({ address }: Destination, kind: RecordingKind): string {
  if (address.pathname !== '/' && address.pathname !== '') return address.href;
  const usual = USUAL_FEEDS[kind];
  if (usual === undefined) {
    throw new Error(`${address.href} names no feed: a ${kind} recording goes to …/feeds/NAME`);
  }
  return new URL(`/feeds/${usual}`, address).href;
}

/** Opens the way to a destination. Throws in words where a kind cannot go that way. */
export function openWay(to: Destination, kind: RecordingKind, signal: AbortSignal): Way {
  const ways = WAYS[kind];
  const { protocol, address } = to;
  if (!ways.includes(protocol)) {
    throw new Error(`a ${kind} recording goes by ${ways.join(' or ')}, not by ${protocol}`);
  }
  const host = address.hostname.replace(/^\[|\]$/g, '');
  switch (protocol) {
    case 'http':
      return sendHttp(feedUrl(to, kind), signal);
    case 'mqtt':
      return sendMqtt(address, topicOf(address), signal);
    case 'udp':
      return sendUdp(host, Number(address.port), signal);
    case 'tcp':
      return sendTcp(host, Number(address.port), signal);
  }
}

function topicOf(address: URL): string {
  return decodeURIComponent(address.pathname.slice(1));
}
