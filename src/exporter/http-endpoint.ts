// Pages for programs on this machine: read-only, on the loopback address, bounded in all that a
// client may do.

import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {PolybookError} from '../domain/problem.js';

const HOST = '127.0.0.1';

/**
 * A page of another site can be made to lead here by its name (DNS rebinding), but then the name is
 * in the request.
 */
const HOST_NAMES: readonly string[] = [HOST, 'localhost', '[::1]'];

const MAX_CONNECTIONS = 16;
const MAX_HEADER_BYTES = 8 * 1024;
const REQUEST_TIMEOUT_MS = 5_000;

/** A client that neither asks nor reads is disconnected. */
const IDLE_TIMEOUT_MS = 30_000;

/** How often the timeouts are looked at. */
const CHECK_INTERVAL_MS = 1_000;

export type Page = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

export type HttpEndpointOptions = {
  /** 0 for any that is free. */
  readonly port: number;
  /** By path. */
  readonly pages: Readonly<Record<string, () => Page | Promise<Page>>>;
  /** A page that could not be made, or a connection that could not be taken. */
  readonly onError: (error: unknown) => void;
};

export type HttpEndpoint = {
  readonly port: number;
  /** Cuts off whoever is still connected; may be called again. */
  readonly close: () => void;
};

/** Rejects with a `PolybookError` where the port can't be had. */
export async function startHttpEndpoint(options: HttpEndpointOptions): Promise<HttpEndpoint> {
  const {port, onError} = options;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
    },
    (request, response) => {
      answer(request, options)
        .catch((error: unknown) => {
          onError(error);
          return textPage(500, 'This page could not be made: a fault of the program');
        })
        .then((page) => {
          send(response, page);
        })
        .catch(onError);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = IDLE_TIMEOUT_MS;
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portProblem(port, error as NodeJS.ErrnoException);
  }

  // From now on it is a connection that could not be taken, for want of descriptors for example.
  server.on('error', onError);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  {method, url = '', headers}: IncomingMessage,
  {pages}: HttpEndpointOptions,
): Promise<Page> {
  const hostName = headers.host?.replace(/:\d*$/, '').toLowerCase();
  if (hostName === undefined || !HOST_NAMES.includes(hostName)) {
    return textPage(403, `Only requests to ${HOST_NAMES.join(', ')} are answered`);
  }

  if (method !== 'GET' && method !== 'HEAD') {
    return textPage(405, 'Only GET and HEAD are answered');
  }

  const path = url.replace(/[?#].*$/s, '');
  if (Object.hasOwn(pages, path)) return pages[path]!();
  return textPage(404, `There are ${Object.keys(pages).join(' and ')}, and nothing else`);
}

export function textPage(status: number, sentence: string): Page {
  return {status, contentType: 'text/plain; charset=utf-8', body: `${sentence}.\n`};
}

/** To a HEAD the body is left out by the server itself. */
function send(response: ServerResponse, {status, contentType, body}: Page): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && {Allow: 'GET, HEAD'}),
  });
  response.end(body);
}

function portProblem(port: number, error: NodeJS.ErrnoException): PolybookError {
  const message = (why: string): string => `Metrics cannot be served on port ${port}: ${why}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new PolybookError('PORT_NOT_FREE', message('another program has it'), {
        hint: 'Pass another one after --metrics, or 0 for any that is free',
        cause: error,
      });
    case 'EACCES':
      return new PolybookError('PORT_NOT_FREE', message('this user may not open it'), {
        hint: 'Pass one of 1024 or above after --metrics, or 0 for any that is free',
        cause: error,
      });
    default:
      return new PolybookError('PORT_NOT_FREE', message(error.message), {
        hint: 'Pass another one after --metrics, or 0 for any that is free',
        cause: error,
      });
  }
}
