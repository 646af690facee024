import type {IncomingMessage, ServerResponse} from 'node:http';
import {answerClob} from './clob-replies.js';
import {answerData} from './data-replies.js';
import type {FaultDirector} from './faults/fault-director.js';
import {answerGamma} from './gamma-replies.js';
import type {PublicExchange} from './public-exchange.js';
import {contentTypeOf, RestBehaviours} from './rest-behaviour.js';
import {failed, type RestReply, type RestRequest} from './rest-reply.js';

const MAX_BODY_BYTES = 1024 * 1024;

/** The three REST interfaces of the exchange, whose paths do not overlap, on one address. */
export class RestService {
  readonly behaviours = new RestBehaviours();
  readonly #exchange: PublicExchange;
  readonly #faults: FaultDirector;

  constructor(exchange: PublicExchange, faults: FaultDirector) {
    this.#exchange = exchange;
    this.#faults = faults;
  }

  /** What a request is answered with, and how much later. */
  answer(request: RestRequest): RestOutcome {
    const behaviour = this.#faults.restBehaviour(request.path) ?? this.behaviours.of(request.path);
    const reply = answerRest(this.#exchange, request);
    const text = behaviour.body ?? JSON.stringify(reply.json);
    return {
      status: behaviour.status ?? reply.status,
      text,
      contentType: behaviour.body === undefined ? 'application/json' : contentTypeOf(text),
    };
  }

  delayMs(path: string): number {
    return (this.#faults.restBehaviour(path) ?? this.behaviours.of(path)).delayMs ?? 0;
  }
}

export type RestOutcome = {
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
};

/** Over HTTP. Never rejects: whoever goes away before the reply just does not get it. */
export async function handleRest(
  rest: RestService,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const {pathname, searchParams} = new URL(message.url ?? '/', 'http://127.0.0.1');
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  try {
    const body = await readBody(message);
    await delay(rest.delayMs(path));
    const {status, text, contentType} = rest.answer({
      method: message.method ?? 'GET',
      path,
      query: searchParams,
      body,
    });
    response.writeHead(status, {'content-type': contentType}).end(text);
  } catch {
    // The client has gone, or its body was too long: nobody waits for a reply.
    response.destroy();
  }
}

export function answerRest(exchange: PublicExchange, request: RestRequest): RestReply {
  return (
    answerClob(exchange, request) ??
    answerGamma(exchange, request) ??
    answerData(exchange, request) ??
    failed(404, 'not found')
  );
}

/** Keeps no process alive: once the server is closed nobody waits for the reply. */
async function delay(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Parsed JSON, or undefined where there is no body or it is something else. */
async function readBody(message: IncomingMessage): Promise<unknown> {
  let text = '';
  message.setEncoding('utf8');
  for await (const chunk of message as AsyncIterable<string>) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new RangeError('Body is too long');
  }

  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The route says what it thinks of that.
  }
}
