declare module '*?worker' {
  const OwnWorker: new () => Worker
  export default OwnWorker
}
