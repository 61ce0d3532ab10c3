import { useEffect, useRef, useState } from 'react';
import type { InputOf, Method, OutputOf } from '../../domain/wire/contract.ts';
import { RpcError } from '../../domain/wire/rpc.ts';
import { useSeat, useWorld } from '../seat.ts';

/** What became of a question to the hub; neither answer nor failure: it is under way. */
export interface Asked<T> {
  readonly answer?: T;
  readonly failure?: string;
  /** Whether `answer` belongs to the question as it is put now; else it is the one before. */
  readonly isCurrent: boolean;
}

interface Told<T> {
  readonly answer?: T;
  readonly failure?: string;
  /** The question that `answer` belongs to. */
  readonly to?: string;
}

/**
 * Asks the hub once, again whenever `again` changes, and again when a lost link that it failed by is back; keeps the
 * answer it has until the next one comes.
 */
export function useAnswer<M extends Method>(
  method: M,
  input: InputOf<M>,
  again: string,
): Asked<OutputOf<M>> {
  const seat = useSeat();
  const [told, setTold] = useState<Told<OutputOf<M>>>({});
  const isLost = useWorld(({ link }) => link.kind === 'lost');
  const failedByLink = useRef(false);
  const [returns, setReturns] = useState(0);
  const question = JSON.stringify(input);
  const to = `${again} ${question}`;
  useEffect(() => {
    if (!isLost && failedByLink.current) setReturns((before) => before + 1);
  }, [isLost]);
  useEffect(() => {
    let isGone = false;
    // The same words may get another answer when the link is back.
    void returns;
    seat.call(method, JSON.parse(question) as InputOf<M>).then(
      (answer) => {
        failedByLink.current = false;
        if (!isGone) setTold({ answer, to });
      },
      (error: Error) => {
        failedByLink.current = error instanceof RpcError && error.code === 'linkLost';
        if (!isGone) setTold((before) => ({ ...before, failure: error.message }));
      },
    );
    return () => {
      isGone = true;
    };
  }, [seat, method, question, to, returns]);
  const { answer, failure } = told;
  return {
    ...(answer === undefined ? {} : { answer }),
    ...(failure === undefined ? {} : { failure }),
    isCurrent: told.to === to,
  };
}
