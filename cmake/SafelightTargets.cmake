# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
# How a room is built. safelight_library(name SOURCES … USES … PRIVATE_USES …) makes one STATIC library of a folder.

function(safelight_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
    qt_add_library(${name} STATIC ${ARG_SOURCES})
    add_library(Safelight::${name} ALIAS ${name})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ARG_USES} PRIVATE safelight_flags ${ARG_PRIVATE_USES})
endfunction()

# safelight_executable(name SOURCES … USES …)
function(safelight_executable name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
    qt_add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE safelight_flags ${ARG_USES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# safelight_test(name LABEL unit SOURCES … USES … [TIMEOUT s]): one Qt Test program, one CTest entry, hermetic.
function(safelight_test name)
    cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;USES" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    qt_add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE safelight_flags Qt6::Test ${ARG_USES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_test(NAME ${ARG_LABEL}.${name} COMMAND ${name})
    safelight_hermetic(${ARG_LABEL}.${name} ${ARG_LABEL} ${ARG_TIMEOUT})
endfunction()

# The environment every test runs in: no display, no user folders, one time zone, one locale.
function(safelight_hermetic test label timeout)
    set(home ${CMAKE_BINARY_DIR}/test-home)
    set_tests_properties(${test} PROPERTIES
        LABELS ${label} TIMEOUT ${timeout}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;TZ=UTC;LC_ALL=C.UTF-8;HOME=${home};XDG_CONFIG_HOME=${home}/config;XDG_DATA_HOME=${home}/data;XDG_CACHE_HOME=${home}/cache;QML_DISABLE_DISK_CACHE=1")
endfunction()
