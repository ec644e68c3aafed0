import type {Letter, Mail, Sent} from '../../ts-helpers/src/tell/services/mail.ts';

export interface FakeMail extends Mail {
  readonly letters: readonly Letter[];
}

/** A mail server that takes everything, or refuses everything with these words, or takes it for some alone. */
export const fakeMail = (refusal?: string, refused: Sent['refused'] = []): FakeMail => {
  const letters: Letter[] = [];
  return {
    letters,
    send(letter) {
      if (refusal !== undefined) return Promise.reject(new Error(refusal));
      letters.push(letter);
      return Promise.resolve({id: `<${letters.length}@fake>`, refused});
    },
  };
};
