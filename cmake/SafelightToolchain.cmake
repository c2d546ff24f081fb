# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The compiler's side of the house: language level, ccache, and the one INTERFACE target that carries every flag.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

option(SAFELIGHT_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
set(SAFELIGHT_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined")

# A cache hit must not depend on where the checkout lies, so paths are hashed relative to the source root.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

add_library(safelight_flags INTERFACE)
target_include_directories(safelight_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(safelight_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SAFELIGHT_VERSION="${PROJECT_VERSION}")
target_compile_options(safelight_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(SAFELIGHT_WARNINGS_AS_ERRORS)
    target_compile_options(safelight_flags INTERFACE -Werror)
endif()

# reliability.md 3.11: hardening that holds on every distribution we support.
target_compile_options(safelight_flags INTERFACE
    -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(safelight_flags INTERFACE -ftrivial-auto-var-init=zero)
endif()
target_link_options(safelight_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
if(SAFELIGHT_SANITIZE)
    target_compile_options(safelight_flags INTERFACE
        -fsanitize=${SAFELIGHT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(safelight_flags INTERFACE -fsanitize=${SAFELIGHT_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU") # its optimiser sees bounds broken in the sanitizers' own code
        target_compile_options(safelight_flags INTERFACE -Wno-array-bounds -Wno-stringop-overflow -Wno-maybe-uninitialized)
    endif()
else()
    target_compile_options(safelight_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
