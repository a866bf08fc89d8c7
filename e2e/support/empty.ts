// Stands for `server-only` in the tests.
export {};
