# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every library of the house (design.md section 5) is found here, once; what is too old is refused with the mend.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Qml Quick QuickControls2 Test QuickTest Concurrent LinguistTools)
qt_standard_project_setup()
if(QT_KNOWN_POLICY_QTP0001)
    qt_policy(SET QTP0001 NEW)
endif()
if(QT_KNOWN_POLICY_QTP0004)
    qt_policy(SET QTP0004 NEW)
endif()
set(QT_QML_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/qml_modules)

find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(SQLCIPHER QUIET IMPORTED_TARGET sqlcipher)

# sqlcipher.pc carries SQLite's number, so the cipher's own is asked of the library by running it.
if(NOT SQLCIPHER_FOUND)
    message(FATAL_ERROR "SQLCipher is missing. Run ./dev setup: it installs SQLCipher 4.6 or newer.")
endif()
include(CheckSqlcipher)

# SQLiteCpp is linked as the bare archive: its own CMake target would pull in plain, unencrypted SQLite.
find_path(SQLITECPP_INCLUDE_DIR SQLiteCpp/SQLiteCpp.h REQUIRED)
find_library(SQLITECPP_ARCHIVE NAMES libSQLiteCpp.a REQUIRED)
add_library(safelight_sqlitecpp INTERFACE)
target_include_directories(safelight_sqlitecpp SYSTEM INTERFACE ${SQLITECPP_INCLUDE_DIR})
target_compile_definitions(safelight_sqlitecpp INTERFACE SQLITE_HAS_CODEC)
target_link_libraries(safelight_sqlitecpp INTERFACE ${SQLITECPP_ARCHIVE} PkgConfig::SQLCIPHER)

find_package(Boost 1.74 REQUIRED) # Beast and Asio are header-only
find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)
