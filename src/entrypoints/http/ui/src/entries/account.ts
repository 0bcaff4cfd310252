/** The pages of the account. */
import { enhanceCopying } from "../account/copying.js";

enhanceCopying(document);
