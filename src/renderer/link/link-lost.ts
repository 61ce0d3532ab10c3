import { RpcError } from '../../domain/wire/rpc.ts';

/** A call that failed by the link to the hub, not by the hub. */
export class LinkLost extends RpcError {
  /** Whether it had gone out before the link went: the hub may have done it, and nobody here knows. */
  readonly wasSent: boolean;

  constructor({ message, wasSent }: { readonly message: string; readonly wasSent: boolean }) {
    super({ code: 'linkLost', message });
    this.name = 'LinkLost';
    this.wasSent = wasSent;
  }
}

/** Whether what was asked for may have been done although no answer came: then nobody may say that it was not. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof RpcError && error.code === 'linkLost' && !isUnsent(error);
}

/** Whether it never left the seat, because there was no link. */
function isUnsent(error: unknown): boolean {
  return error instanceof LinkLost && !error.wasSent;
}

/**
 * What is known of something that is sent again and again under one name, after its latest attempt has failed: one that
 * never left the seat says nothing about the attempt before it, whose answer is still missing.
 */
export function lastWord(error: unknown, before: unknown): unknown {
  return isUnsent(error) && isUnanswered(before) ? before : error;
}
