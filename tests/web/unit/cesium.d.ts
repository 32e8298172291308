// Cesium's types name the whole engine; the test loads two files of it.
declare module "@cesium/engine/Source/DataSources/CzmlDataSource.js" {
  export { CzmlDataSource as default } from "@cesium/engine";
}
declare module "@cesium/engine/Source/Core/JulianDate.js" {
  export { JulianDate as default } from "@cesium/engine";
}
