import { createHash, randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { z } from 'zod';

/** An aircraft reports every two seconds in its documentation; a little faster here. */
const OSD_EVERY_MS = 500;

const serviceSchema = z.strictObject({
  tid: z.uuid(),
  bid: z.uuid(),
  timestamp: z.number().int(),
  gateway: z.string(),
  method: z.string(),
  data: z.record(z.string(), z.unknown()),
});
type Service = z.infer<typeof serviceSchema>;

/** `data` of every service that a dock has for a loudspeaker (DJI Cloud API, "PSDK function"). */
const psdk_index = z.number().int().min(0);
const SERVICES: Readonly<Record<string, z.ZodType>> = {
  speaker_tts_play_start: z.strictObject({
    psdk_index,
    tts: z
      .strictObject({ name: z.string().min(1), text: z.string().min(1), md5: z.string() })
      .refine(({ text, md5 }) => createHash('md5').update(text).digest('hex') === md5, 'md5'),
  }),
  speaker_audio_play_start: z.strictObject({
    psdk_index,
    file: z.strictObject({
      name: z.string().min(1),
      url: z.url(),
      md5: z.string().length(32),
      format: z.literal('pcm'),
    }),
  }),
  speaker_play_stop: z.strictObject({ psdk_index }),
  speaker_play_mode_set: z.strictObject({ psdk_index, play_mode: z.literal([0, 1]) }),
  speaker_play_volume_set: z.strictObject({
    psdk_index,
    play_volume: z.number().int().min(0).max(100),
  }),
};

/** What the dock does with services: carries them out (at once, or when told to), refuses to play, or is silent. */
export type DockMood = 'willing' | 'holding' | 'refusing' | 'silent';

/** A DJI dock with one aircraft that carries a loudspeaker, speaking its protocol to a real broker. */
export class DjiDock {
  readonly dock = '4TADKAQ000002J';
  readonly aircraft = '1581F5BKD225D00BP891';
  readonly psdkIndex = 2;
  mood: DockMood = 'willing';
  /** Every service that came, oldest first. */
  readonly heard: { readonly method: string; readonly data: Readonly<Record<string, unknown>> }[] =
    [];
  /** What was wrong with messages to it, by its own documentation. */
  readonly faults: string[] = [];
  /** Events that the hub answered. */
  answered = 0;
  /** Answers that a holding dock has not given. */
  readonly #held: (() => Promise<void>)[] = [];
  readonly #client: MqttClient;
  readonly #osd: NodeJS.Timeout;
  #playing: { readonly bid: string; readonly method: string; readonly md5: string } | undefined;

  static async connect(port: number): Promise<DjiDock> {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: `dock-${port}` });
    const dock = new DjiDock(client);
    await client.subscribeAsync([
      `thing/product/${dock.dock}/services`,
      `thing/product/${dock.dock}/events_reply`,
    ]);
    await dock.reportSpeaker(0);
    await dock.reportPosition();
    return dock;
  }

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('message', (topic, payload) => {
      if (topic.endsWith('/events_reply')) this.answered += 1;
      else void this.#take(payload);
    });
    this.#osd = setInterval(() => void this.reportPosition().catch(() => undefined), OSD_EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.#osd);
    await this.#client.endAsync(true);
  }

  async reportPosition(): Promise<void> {
    await this.#publish(`thing/product/${this.aircraft}/osd`, {
      mode_code: 17,
      longitude: 120.1588,
      latitude: 30.256,
      elevation: 60,
      attitude_head: 90,
      horizontal_speed: 0,
      battery: { capacity_percent: 77 },
      position_state: { is_fixed: 2, quality: 5, gps_number: 20, rtk_number: 30 },
    });
  }

  /** system_state: 0 idle, 1 transmitting, 2 playing. */
  async reportSpeaker(system_state: number): Promise<void> {
    const speaker = { work_mode: 0, play_mode: 0, play_volume: 50, system_state };
    await this.#publish(`thing/product/${this.aircraft}/state`, {
      home_longitude: 120.158,
      home_latitude: 30.255,
      psdk_widget_values: [{ psdk_index: this.psdkIndex, psdk_name: 'Speaker', speaker }],
    });
  }

  /** One more step of what is played. */
  async progress(step_key: string, percent: number, status = 'in_progress'): Promise<void> {
    const playing = this.#playing;
    if (!playing) throw new Error('the dock plays nothing');
    await this.#publish(
      `thing/product/${this.dock}/events`,
      {
        result: 0,
        output: {
          psdk_index: this.psdkIndex,
          status,
          md5: playing.md5,
          progress: { percent, step_key },
        },
      },
      { bid: playing.bid, method: `${playing.method}_progress`, need_reply: 1 },
    );
  }

  async #take(payload: Buffer): Promise<void> {
    const read = serviceSchema.safeParse(JSON.parse(payload.toString('utf8')));
    if (!read.success) {
      this.faults.push(z.prettifyError(read.error));
      return;
    }
    const service = read.data;
    this.heard.push({ method: service.method, data: service.data });
    const checked = SERVICES[service.method]?.safeParse(service.data);
    if (!checked) this.faults.push(`there is no service ${service.method}`);
    else if (!checked.success) this.faults.push(z.prettifyError(checked.error));
    if (this.mood === 'silent') return;
    if (this.mood === 'holding') this.#held.push(() => this.#carryOut(service));
    else await this.#carryOut(service);
  }

  /** A holding dock does what it was told, and is willing from then on. */
  async release(): Promise<void> {
    this.mood = 'willing';
    for (const answer of this.#held.splice(0)) await answer();
  }

  async #carryOut(service: Service): Promise<void> {
    const plays = service.method.endsWith('_play_start');
    const refused = this.mood === 'refusing' && plays;
    await this.#reply(service, refused ? 316_010 : 0);
    if (plays && !refused) this.#begin(service);
    if (service.method === 'speaker_play_stop') this.#playing = undefined;
  }

  #begin({ bid, method, data }: Service): void {
    const content = z
      .object({ md5: z.string() })
      .parse(method === 'speaker_tts_play_start' ? data.tts : data.file);
    this.#playing = { bid, method, md5: content.md5 };
  }

  async #reply({ tid, bid, method }: Service, result: number): Promise<void> {
    await this.#publish(
      `thing/product/${this.dock}/services_reply`,
      { result },
      { tid, bid, method },
    );
  }

  async #publish(
    topic: string,
    data: Readonly<Record<string, unknown>>,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const envelope = {
      tid: randomUUID(),
      bid: randomUUID(),
      timestamp: Date.now(),
      gateway: this.dock,
      data,
      ...more,
    };
    await this.#client.publishAsync(topic, JSON.stringify(envelope), { qos: 1 });
  }
}
