// Stands in until docs/openapi.json is there; `npm run types` writes the real one.
// eslint-disable-next-line
export type paths = Record<string, any>;
