export { decideReview } from "./decide";
export { finishReview } from "./finish";
export { getReview, listReviews } from "./get";
export { startReview } from "./start";
