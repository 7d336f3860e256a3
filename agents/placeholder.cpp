namespace mainstay::agents {}
