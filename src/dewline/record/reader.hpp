// Reads a run back as typed columns.
#pragma once
#include <filesystem>

#include "dewline/record/tables.hpp"

namespace dewline::record {

/// All tables of a run: `path` is its folder (with run.duckdb) or the file itself. Opened read-only;
/// extensions and access to other files are off. Columns of types that the record does not write are an
/// error; so is a file that is truncated, foreign or of another version: RecordError with the file's name and
/// what is wrong. The file's content is trusted no further than that; it is not meant for files from
/// strangers over a network.
RunTables read_run(const std::filesystem::path& path);

} // namespace dewline::record
