# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Refuses SQLCipher older than 4.6 (reliability.md F1). Asks the library itself: PRAGMA cipher_version.
if(SAFELIGHT_SQLCIPHER_CHECKED STREQUAL "${SQLCIPHER_LIBRARY_DIRS}${SQLCIPHER_VERSION}")
    return()
endif()
try_run(_sqlcipher_ran _sqlcipher_built ${CMAKE_BINARY_DIR}/checks ${CMAKE_SOURCE_DIR}/cmake/sqlcipher_version.cpp
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${SQLCIPHER_INCLUDE_DIRS}"
    LINK_LIBRARIES ${SQLCIPHER_LINK_LIBRARIES}
    COMPILE_OUTPUT_VARIABLE _sqlcipher_log
    RUN_OUTPUT_VARIABLE _sqlcipher_version)
if(NOT _sqlcipher_built OR NOT _sqlcipher_ran EQUAL 0)
    message(FATAL_ERROR "SQLCipher was found but does not work (${_sqlcipher_version}). Run ./dev setup.\n${_sqlcipher_log}")
endif()
string(STRIP "${_sqlcipher_version}" _sqlcipher_version)
string(REGEX MATCH "^[0-9.]+" _sqlcipher_number "${_sqlcipher_version}")
if(_sqlcipher_number VERSION_LESS 4.6)
    message(FATAL_ERROR "SQLCipher ${_sqlcipher_version} is too old: 4.6 or newer is needed. "
        "Run ./dev setup, which takes it from bookworm-backports on Debian 12; by hand: "
        "apt-get install -t bookworm-backports libsqlcipher-dev")
endif()
message(STATUS "SQLCipher ${_sqlcipher_version}")
set(SAFELIGHT_SQLCIPHER_CHECKED "${SQLCIPHER_LIBRARY_DIRS}${SQLCIPHER_VERSION}" CACHE INTERNAL "")
