import { useEffect, useState } from 'react';
import type { InputOf, Method, OutputOf } from '../../domain/wire/contract.ts';
import { useSeat } from '../seat.ts';

/** What became of a question to the hub; neither answer nor failure: it is under way. */
export interface Asked<T> {
  readonly answer?: T;
  readonly failure?: string;
}

/** Asks the hub once, and again whenever `again` changes; keeps the answer it has until the next one comes. */
export function useAnswer<M extends Method>(
  method: M,
  input: InputOf<M>,
  again: string,
): Asked<OutputOf<M>> {
  const seat = useSeat();
  const [asked, setAsked] = useState<Asked<OutputOf<M>>>({});
  const question = JSON.stringify(input);
  useEffect(() => {
    let isGone = false;
    // `again` is part of the question: the same words may get another answer later.
    void again;
    seat.call(method, JSON.parse(question) as InputOf<M>).then(
      (answer) => {
        if (!isGone) setAsked({ answer });
      },
      (error: Error) => {
        if (!isGone) setAsked((before) => ({ ...before, failure: error.message }));
      },
    );
    return () => {
      isGone = true;
    };
  }, [seat, method, question, again]);
  return asked;
}
