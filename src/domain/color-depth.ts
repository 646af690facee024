/** How many colours may be used; `none` still allows bold, dim and inverse. */
export type ColorDepth = 'none' | '16' | '256' | 'truecolor';

/** Whether the terminal's own background is dark or light. */
export type Ground = 'dark' | 'light';
