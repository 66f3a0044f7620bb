// Compiled by tsc with the rest of the tool, so that its types are checked.
export { default } from '../dist/config.js';
