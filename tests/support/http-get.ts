// One request over a socket of its own, with the headers as the test has them.

import {request, type Agent, type IncomingHttpHeaders} from 'node:http';

export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type GetOptions = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
  /** In place of the URL's, as it is. */
  readonly path?: string;
};

export function httpGet(url: string, options: GetOptions = {}): Promise<Reply> {
  const {method = 'GET', headers = {}, agent = false, path} = options;
  return new Promise((resolve, reject) => {
    request(url, {method, headers, agent, ...(path !== undefined && {path})}, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => {
        resolve({status: response.statusCode!, headers: response.headers, body});
      });
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
