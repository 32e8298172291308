# DuckDB::duckdb from ${DEWLINE_DEPS:-~/.cache/dewline}/duckdb-1.4.4, where cmake/duckdb/fetch.sh puts it.
# Programs that link it find it in place: CMake writes the library's folder into their rpath.
if(DEFINED ENV{DEWLINE_DEPS})
  set(_deps $ENV{DEWLINE_DEPS})
else()
  set(_deps $ENV{HOME}/.cache/dewline)
endif()
find_library(DuckDB_LIBRARY duckdb HINTS ${_deps}/duckdb-1.4.4/lib NO_DEFAULT_PATH)
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${_deps}/duckdb-1.4.4/include NO_DEFAULT_PATH)
find_file(DuckDB_LICENSE LICENSE HINTS ${_deps}/duckdb-1.4.4 NO_DEFAULT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB
  REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR DuckDB_LICENSE
  REASON_FAILURE_MESSAGE "run cmake/duckdb/fetch.sh first (./dw does): it downloads 32 MB, 62 MB on disk in ${_deps}/duckdb-1.4.4")
if(DuckDB_FOUND AND NOT TARGET DuckDB::duckdb)
  add_library(DuckDB::duckdb SHARED IMPORTED)
  set_target_properties(DuckDB::duckdb PROPERTIES
    IMPORTED_LOCATION ${DuckDB_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${DuckDB_INCLUDE_DIR})
endif()
